//! What applications say, in Dutch, as practices write. All of it is made up.

use wijkfonds_domain::project::ProjectKind;

/// Titles of projects of a kind.
pub(super) const fn titles(kind: ProjectKind) -> [&'static str; 3] {
    match kind {
        ProjectKind::InterpreterLine => [
            "Tolkentelefoon op het spreekuur",
            "Tolk bij het eerste consult van nieuwkomers",
            "Vaste tolkuren in de praktijk",
        ],
        ProjectKind::HourConsult => [
            "Uurconsulten voor patiënten met meerdere problemen",
            "Een uur de tijd: kennismaken met nieuwe patiënten",
            "Lange consulten bij psychosociale klachten",
        ],
        ProjectKind::Multidisciplinary => [
            "Overleg met het wijkteam",
            "Gezamenlijk spreekuur met de schuldhulpverlening",
            "Casusoverleg met de wijkverpleging en de GGZ",
        ],
        ProjectKind::Training => [
            "Omgaan met agressie aan de balie",
            "Herkennen van laaggeletterdheid",
            "Cultuursensitief werken voor het hele team",
        ],
        ProjectKind::Locum => [
            "Waarneming voor de coördinatie van zorg in de wijk",
            "Vervanging tijdens overleg in de buurt",
            "Extra waarneming in de zomermaanden",
        ],
        ProjectKind::ExtraStaff => [
            "Extra uren voor de praktijkondersteuner",
            "Tweede assistente op drukke ochtenden",
            "Praktijkondersteuner ouderen in de wijk",
        ],
        ProjectKind::LiteracyScan => [
            "Taalscan van brieven en website",
            "Folders in eenvoudig Nederlands",
            "Taalambassadeurs bezoeken de praktijk",
        ],
        ProjectKind::Accessibility => [
            "Duidelijke bewegwijzering in de praktijk",
            "Aanmeldzuil met beeldtaal",
            "Een rustige wachtruimte",
        ],
        ProjectKind::Digitisation => [
            "Hulp bij het patiëntenportaal",
            "E-consult in meer talen",
            "Digitaal inloopuur met de bibliotheek",
        ],
        ProjectKind::Coaching => {
            ["Leefstijlcoach in de buurt", "Welzijn op recept", "Wandelgroep met de praktijkondersteuner"]
        }
        ProjectKind::Translations => [
            "Vertaalde instructies voor medicijnen",
            "Beeldkaarten voor het consult",
            "Ondertitelde voorlichtingsfilms",
        ],
        ProjectKind::StrongerPrimaryCare => [
            "Krachtige basiszorg: het wijkminiteam",
            "4D-gesprekken met patiënten met een verhoogd risico",
            "Samen met het sociaal domein in één gebouw",
        ],
    }
}

/// What is bought beside hours of work.
pub(super) const PURCHASES: [&str; 6] = [
    "Materiaal en organisatie",
    "Zaalhuur en drukwerk",
    "Inhuur van een trainer",
    "Licenties voor een jaar",
    "Inrichting van de ruimte",
    "Kosten van de tolkdienst",
];

const PROBLEMS: [&str; 5] = [
    "Veel patiënten begrijpen de uitleg in het consult niet goed",
    "Consulten lopen uit doordat klachten en schulden door elkaar lopen",
    "Patiënten komen vaak terug met dezelfde vraag",
    "De telefoon is in de ochtend overbelast",
    "Zorg en sociaal domein kennen elkaar te weinig",
];

const GOALS: [&str; 5] = [
    "meer patiënten weten na het consult wat zij kunnen doen",
    "minder herhaalbezoeken voor dezelfde klacht",
    "minder werkdruk voor het team",
    "sneller de juiste hulp, ook buiten de praktijk",
    "patiënten voelen zich beter begrepen",
];

const APPROACHES: [&str; 4] = [
    "wij beginnen met twintig patiënten en bespreken de uitkomst elk kwartaal",
    "het hele team doet mee en wij delen de resultaten met de hagro",
    "wij werken samen met het wijkteam en meten vooraf en achteraf",
    "een vaste medewerker is aanspreekpunt en houdt de resultaten bij",
];

/// The description in an application, one of a hundred.
pub(super) fn description(dice: &mut super::Dice) -> String {
    let (problem, goal, approach) = (dice.word(&PROBLEMS), dice.word(&GOALS), dice.word(&APPROACHES));
    format!(
        "Synthetische aanvraag voor een demonstratie. Probleem: {problem}. Doel: {goal}. Aanpak: {approach}."
    )
}

/// What a form says of the problem, the goal and the approach where it has a field for each.
pub(super) fn problem(dice: &mut super::Dice) -> &'static str {
    dice.word(&PROBLEMS)
}

pub(super) fn goal(dice: &mut super::Dice) -> &'static str {
    dice.word(&GOALS)
}

pub(super) fn approach(dice: &mut super::Dice) -> &'static str {
    dice.word(&APPROACHES)
}

/// Why a committee grants all that is asked.
pub(super) const GRANTED: [&str; 3] = [
    "De aanvraag voldoet aan de criteria en de begroting is redelijk.",
    "Het project komt herkenbaar ten goede aan patiënten uit de wijk.",
    "Goed plan, met een duidelijke manier van meten.",
];

/// Why a committee grants a part of it.
pub(super) const GRANTED_IN_PART: [&str; 3] = [
    "De begrote uren zijn ruim; een deel is toegekend.",
    "Toegekend voor de patiënten uit de wijk, niet voor de hele praktijk.",
    "De kosten van inrichting horen bij de gewone bedrijfsvoering.",
];

/// Why a committee refuses.
pub(super) const REFUSED: [&str; 3] = [
    "Het project wordt al uit de reguliere tarieven betaald.",
    "Het plan maakt niet duidelijk wat patiënten uit de wijk ervan merken.",
    "Een vergelijkbaar project in de wijk is al toegekend.",
];

/// Why a committee puts an application off.
pub(super) const DEFERRED: [&str; 2] =
    ["De commissie wacht op een tweede offerte.", "Eerst overleg met de andere praktijken in de wijk."];
