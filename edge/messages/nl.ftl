# Wat mensen in het Nederlands lezen. en.ftl heeft dezelfde sleutels met dezelfde variabelen; een test houdt dat zo.
# Getallen, bedragen en dagen komen als tekst binnen, al in de schrijfwijze van de taal.

## Elke pagina

product-name = Wijkfonds
skip-to-content = Naar de inhoud
navigation-label = Onderdelen
language-label = Taal
notices-label = Let op
footer = Deze pagina's zijn alleen te lezen, en alleen op deze computer.
page-not-found-title = Deze pagina bestaat niet
page-not-found-text = Er staat niets op dit adres. Ga terug naar het begin.
page-fault-title = Dit ging niet goed
page-fault-text = De pagina kon niet worden gemaakt. De oorzaak staat in het logboek van dit programma.
page-back-to-start = Naar het begin
accessibility-title = Toegankelijkheid
accessibility-text = De pagina's werken zonder script, met alleen een toetsenbord, bij 200 % vergroting en op een scherm van 320 punten breed. Bij elke grafiek staat een tabel met dezelfde getallen.
table-scroll-hint = { $caption }; deze tabel is opzij te schuiven
chart-table-hint = Dezelfde getallen staan in de tabel bij deze grafiek.
chart-withheld = afgeschermd
chart-missing = ontbreekt

## Titels

title-overview = Overzicht
title-region = Regio { $region }
title-regions = Regio's
title-national-totals = Landelijke totalen
title-pots = Potten
title-applications = Aanvragen
title-application = Aanvraag { $application }
title-instalments = Termijnen
title-decisions = Besluiten
title-evaluations = Evaluaties
title-counts = Tellingen
title-areas = Aangewezen gebieden
title-rates = Tarieven
title-rules = Regels van het fonds
title-figures = Vrijgegeven cijfers
title-settlement = Afrekening met verzekeraars
title-egress = Wat de regio heeft verlaten
title-index = Achterstandsindex
title-insurers = Zorgverzekeraars

## Koppen van kolommen en losse woorden

column-account = Rekening
column-amount = Bedrag
column-answer = Antwoord
column-applicant = Aanvrager
column-application = Aanvraag
column-applications = Aanvragen
column-area = Gebied
column-areas = Gebieden
column-asked = Gevraagd
column-attributed = Toegerekend
column-bank = Bank
column-cells-withheld = Afgeschermde cellen
column-committed = Toegezegd
column-content = Inhoud
column-criteria = Criteria
column-date = Datum
column-day = Dag
column-due = Verschuldigd
column-enrolled = Ingeschreven patiënten
column-evaluation = Evaluatie
column-figure = Cijfer
column-free = Vrij
column-granted = Toegekend
column-held = Ingehouden
column-index = Index
column-instalment = Termijn
column-insured = Verzekerden
column-insurer = Verzekeraar
column-kind = Soort project
column-lapsed = Vervallen
column-last-answer = Laatste antwoord
column-measure = Maat
column-name = Naam
column-number = Aantal
column-paid = Betaald
column-planned = Gepland
column-policy = Beleid
column-population = Inwoners
column-pot = Pot
column-practice = Praktijk
column-quarter = Kwartaal
column-rank = Plaats
column-rate = Tarief per verzekerde
column-reason = Reden
column-received-on = Ontvangen op
column-receiver = Ontvanger
column-reclaimed = Teruggevorderd
column-reference-date = Peildatum
column-region = Regio
column-reserve = Reserve
column-scope = Reikwijdte
column-shortfall = Tekort
column-source = Bron
column-stage = Stand
column-theme = Thema
column-time = Tijdstip (UTC)
column-title = Titel
column-total = Totaal
column-unit = Eenheid
column-uzovi = UZOVI
column-value = Waarde
column-version = Versie
column-withheld = Afgeschermd
column-year = Jaar

yes = ja
no = nee
nothing-here = Er is nog niets.
pot-region = regiopot
state-withheld = afgeschermd
state-missing = ontbreekt
state-not-released = niet vrijgegeven
state-closed = gesloten
state-open = open

## Uitleg

explain-free = Vrij: wat een pot nog kan toekennen.
explain-committed = Toegezegd: toegekend, en nog niet betaald.
explain-paid = Betaald: naar de praktijken overgemaakt.
explain-held = Ingehouden: de laatste termijn van een toekenning wordt pas betaald als de evaluatie is goedgekeurd.
explain-withheld = Afgeschermd: het cijfer is bekend in de regio, maar gaat niet naar buiten, omdat er anders iets over één praktijk of een paar mensen uit af te leiden zou zijn. Afgeschermd is niet nul.
explain-missing = Ontbreekt: de regio heeft voor dit jaar geen cijfer gegeven. Ontbreken is niet nul.
explain-persons-in-fives = Aantallen personen zijn afgerond op vijftallen.
explain-reserve = Reserve: wat het fonds zelf achter de hand houdt.
explain-shortfall = Tekort: wat is toegekend boven wat er bleek te zijn. Zolang er een tekort is, wordt er niets toegekend.
explain-totals = Een landelijk totaal telt alleen wat regio's hebben vrijgegeven.
explain-total-withheld = Er is geen landelijk totaal: een regio die haar cijfer afschermt, zou eruit af te leiden zijn.
explain-egress = Elke tabel en elke afrekening die de regio heeft verlaten, met de ontvanger en het tijdstip. De regel is opgeschreven vóór de eerste byte vertrok.
egress-table = { $measure } { $year }: totaal { $total }, { $withheld } cellen afgeschermd
egress-statement = afrekening { $year }, kwartaal { $quarter }: { $insured } verzekerden, { $due } verschuldigd
egress-empty = Er heeft nog niets de regio verlaten.
regions-answered = { $answered } van { $total } regio's
rows-shown = { $shown } van { $total } regels

## Kanttekeningen bij wat getoond wordt

label-synthetic = Verzonnen gegevens: praktijken, aanvragen en aantallen zijn voor dit voorbeeld gemaakt en gaan over niemand.
label-anachronism = Zestien fondsen in 2018 is een anachronisme: in werkelijkheid waren het er toen meer; er zijn er sindsdien samengegaan. Het voorbeeld zet de fondsen van nu naast het tarief van 2018.
label-index-demo-weights = Deze index is een voorbeeld met gelijke gewichten per kenmerk. De gewichten van de echte achterstandsindex zijn in de gebruikte bronnen niet gevonden.
label-settlement-assumption = Aanname: ZN betaalt een regio één bedrag. Hoe dat over de verzekeraars wordt verdeeld is in geen openbare bron gevonden; hier gebeurt het naar ieders aandeel in wat verschuldigd is.
label-sixteen-regions = Niet van alle zestien fondsen is gevonden waar hun gebied begint en eindigt; waar dat ontbrak, is het gebied verzonnen.

## Ontvangers

receiver-bureau = landelijk bureau
receiver-insurer = verzekeraar { $uzovi }

## Soorten projecten

kind-interpreter-line = Tolkentelefoon
kind-hour-consult = Uurconsult
kind-multidisciplinary = Multidisciplinair overleg
kind-training = Scholing
kind-locum = Waarneming
kind-extra-staff = Extra personeel
kind-literacy-scan = Scan laaggeletterdheid
kind-accessibility = Toegankelijkheid van de praktijk
kind-digitisation = Digitalisering
kind-coaching = Begeleiding van patiënten
kind-translations = Vertalingen
kind-stronger-primary-care = Krachtige basiszorg

## Thema's

theme-communication = Elkaar verstaan
theme-capacity = Handen en uren
theme-cooperation = Samenwerken
theme-practice = De praktijk zelf

## Criteria

criterion-workload = Minder werklast
criterion-on-call = Minder last van de dienst
criterion-access = Toegang en bereikbaarheid
criterion-gatekeeper = De poortwachter
criterion-appropriate-use = Passend gebruik van zorg
criterion-group-policy = Medisch beleid voor groepen
criterion-cooperation = Samenwerking met andere disciplines

## Standen van een aanvraag

stage-submitted = Ingediend
stage-excluded = Uitgesloten
stage-refused = Afgewezen
stage-deferred = Aangehouden
stage-withdrawn = Ingetrokken
stage-granted = Toegekend
stage-evaluation-in = Evaluatie ontvangen
stage-completed = Afgerond
stage-evaluation-rejected = Evaluatie afgekeurd

## Reikwijdte, en wiens uren

scope-practice-bound = Praktijkgebonden
scope-practice-transcending = Praktijkoverstijgend
role-gp = huisarts
role-practice-nurse = praktijkverpleegkundige
role-staff = assistent of andere medewerker

## Maten en eenheden

measure-projects-submitted = Ingediende aanvragen
measure-projects-granted = Toegekende projecten
measure-euros-requested = Gevraagde euro's
measure-euros-granted = Toegekende euro's
measure-euros-paid = Betaalde euro's
measure-patients-enrolled = Ingeschreven patiënten uit aangewezen gebieden
unit-projects = projecten
unit-euros = euro
unit-persons = personen

## Waarom iets niet doorgaat

refusal-rules-problems = De regels kloppen niet: { $problems }.
refusal-rules-other-region = Dit zijn de regels van een andere regio.
refusal-rules-pots-in-use = De potten van { $year } zijn gevuld; de verdeling over potten blijft daarom zoals zij is.
refusal-rate-out-of-range = Een tarief ligt tussen € 0,01 en € 1.000,00 per verzekerde.
refusal-rate-no-source = Bij het tarief staat geen bron.
refusal-rate-not-newer = Versie { $offered } van het tarief is niet nieuwer dan versie { $in_use }, die in gebruik is.
refusal-rate-correction-without-reason = Voor dit jaar is er al een tarief. Een ander tarief kan alleen als correctie, met een reden.
refusal-area-list-empty-or-double = De gebiedenlijst is leeg of noemt een gebied twee keer.
refusal-area-list-not-newer = Versie { $offered } van de gebiedenlijst is niet nieuwer dan versie { $in_use }, die in gebruik is.
refusal-area-list-correction-without-reason = Voor dit jaar is er al een gebiedenlijst. Een andere kan alleen als correctie, met een reden.
refusal-area-list-area-removed = Een gebied van de lijst die in gebruik is, ontbreekt op de nieuwe lijst.
refusal-import-no-area-list = Voor { $year } is er nog geen gebiedenlijst.
refusal-import-rows = Het bestand is niet ingelezen: in de regels zijn { $count } fouten gevonden.
refusal-import-no-rows = Het bestand heeft geen regels.
refusal-import-no-source = Bij de telling staat geen bron.
refusal-import-correction-without-reason = Dit kwartaal is al geteld. Een andere telling kan alleen als correctie, met een reden.
refusal-submission-year-closed = Het jaar is gesloten; er zijn geen aanvragen meer mogelijk.
refusal-submission-no-rules = Het fonds heeft geen regels voor { $year }.
refusal-submission-no-area-list = Voor { $year } is er nog geen gebiedenlijst.
refusal-submission-unknown-practice = De praktijk, of een partner, staat op geen overzicht van dit jaar.
refusal-submission-partners-in-practice-bound = Een praktijkgebonden project heeft geen partners.
refusal-submission-bad-title = Een titel heeft 1 tot 200 tekens.
refusal-submission-description-too-long = Een beschrijving heeft ten hoogste 8.000 tekens.
refusal-submission-bad-areas = Een aanvraag noemt 1 tot 50 gebieden.
refusal-submission-bad-budget = Een begroting heeft 1 tot 100 regels, elk met kosten boven nul.
refusal-submission-bad-request = Noem elke pot één keer, met een bedrag boven nul.
refusal-submission-bad-other-funding = Geld van anderen kan niet onder nul zijn.
refusal-submission-unknown-pot = Dit jaar heeft geen pot { $pot }.
refusal-withdrawal-unknown-application = Aanvraag { $application } bestaat niet.
refusal-withdrawal-not-open = Aanvraag { $application } staat niet meer open en kan niet worden ingetrokken.
refusal-decision-unknown-application = Aanvraag { $application } bestaat niet.
refusal-decision-not-open = Over aanvraag { $application } kan niet meer worden besloten.
refusal-decision-before-receipt = Een besluit kan niet van vóór de ontvangst van de aanvraag zijn.
refusal-decision-no-quorum = Er zijn te weinig commissieleden aanwezig voor een geldig besluit.
refusal-decision-too-many-votes = Er zijn meer stemmen dan aanwezige leden.
refusal-decision-no-majority = Er is geen meerderheid voor dit besluit.
refusal-decision-no-reason = Het besluit heeft geen reden.
refusal-decision-shortfall = Het fonds heeft een tekort van { $euros }. Tot dat is gedekt, wordt er niets toegekend.
refusal-decision-bad-draws = Een toekenning noemt elke pot één keer en neemt uit elke pot meer dan niets.
refusal-decision-above-request = { $granted } is meer dan de { $asked } die is gevraagd.
refusal-decision-pot-exhausted = Pot { $pot } heeft { $free } vrij, minder dan de { $asked } die eruit zou komen.
refusal-payment-unknown-application = Aanvraag { $application } bestaat niet.
refusal-payment-unknown-instalment = Aanvraag { $application } heeft deze termijn niet.
refusal-payment-already-paid = Deze termijn is al betaald, op { $day }.
refusal-payment-held = Deze termijn is ingehouden tot de evaluatie is goedgekeurd.
refusal-payment-on-invoices = Deze termijn wacht op facturen.
refusal-payment-lapsed = Deze termijn is vervallen op { $day }.
refusal-payment-not-yet-due = Deze termijn wordt pas betaald vanaf { $day }.
refusal-payment-no-reference = Bij de betaling staat geen kenmerk.
refusal-payment-bank-too-low = Op de bankrekening staat { $euros }, te weinig voor deze betaling.
refusal-evaluation-unknown-application = Aanvraag { $application } bestaat niet.
refusal-evaluation-not-awaited = Voor aanvraag { $application } wordt geen evaluatie verwacht.
refusal-evaluation-none-waiting = Bij aanvraag { $application } wacht geen evaluatie op een oordeel.
refusal-evaluation-no-account = De evaluatie vertelt niet wat er is gebeurd.
refusal-evaluation-negative-cost = De werkelijke kosten kunnen niet onder nul zijn.
refusal-evaluation-bad-cost-line = Regel { $line } van de kosten heeft een tekst, een bedrag niet onder nul en een document nodig; een formulier heeft hoogstens 100 regels.
refusal-evaluation-cost-lines-do-not-add-up = De regels van de kosten maken samen { $asked }, en de werkelijke kosten zijn { $euros }.
refusal-evaluation-text-too-long = Een tekst van de evaluatie heeft hoogstens 8.000 tekens.
refusal-evaluation-no-copies = De regels vragen kopieën van kostenbewijzen: de evaluatie noemt geen documenten.
refusal-evaluation-bad-questions = Een evaluatie gaat terug met 1 tot 50 vragen, elk van 1 tot 2.000 tekens.
refusal-evaluation-before-receipt = Een oordeel kan niet van vóór de ontvangst van de evaluatie zijn.
refusal-evaluation-reclaim-out-of-range = Er kan niet meer worden teruggevorderd dan de { $euros } die is betaald, en niet minder dan niets.
refusal-closing-already-closed = Het jaar is al gesloten.
refusal-closing-not-over = Op { $day } is het jaar nog niet voorbij.
refusal-closing-not-counted = Nog niet alle vier de kwartalen zijn geteld.
refusal-closing-undecided = Op een besluit wachten nog { $count } aanvragen: { $applications }.
refusal-person-unknown = Er is geen persoon { $person }.
refusal-person-already-there = Er is al een persoon { $person }.
refusal-person-already-erased = { $person } is gewist.
refusal-person-no-fields = Een persoon heeft een naam, en een wijziging wijzigt iets.
refusal-person-sealed-for-another = Een veld is verzegeld met de sleutel van een ander dan { $person }.
refusal-person-unknown-application = Er is geen aanvraag { $application }.
refusal-person-bad-size = Een document heeft 1 tot { $most } bytes; dit heeft er { $count }.
refusal-person-no-open-draft = Er is geen open concept { $draft }.
refusal-person-of-nothing = Een document hoort bij een aanvraag of bij een concept.
refusal-person-no-such-line = Er is geen regel { $line } waarbij het document kan horen.
refusal-person-too-many-documents = Bij een aanvraag horen ten hoogste { $most } documenten.
refusal-person-no-document = Het bestand is geen document van een soort die het fonds aanneemt: PDF, PNG, JPEG, XLSX, DOCX, CSV of tekst in UTF-8.
refusal-person-other-kind = Het bestand is volgens de opgave { $said }, maar het is { $found }.
refusal-person-no-retention-period = De regels van { $year } zeggen niet hoe lang personen worden bewaard.
refusal-person-still-retained = Deze persoon blijft bewaard tot het einde van { $year }.
refusal-person-no-person = Een dossier is geen persoon: het ontstaat vanzelf, en niemand wordt als dossier opgenomen.
refusal-person-still-sits = Deze persoon is lid { $member } van de commissie.
refusal-person-open-applications = Van deze persoon staan nog { $count } aanvragen open: { $applications }.
refusal-statement-not-listed = Deze verzekeraar staat niet op de lijst van de regio.
refusal-statement-no-rate = Voor dit jaar is er nog geen tarief.
refusal-statement-not-counted = Van dit jaar is nog geen kwartaal geteld.
refusal-figures-already-released = De cijfers van { $year } zijn al vrijgegeven.
refusal-figures-year-not-closed = { $year } is nog niet gesloten.
refusal-figures-not-released = Voor { $year } zijn geen cijfers vrijgegeven.
refusal-zn-payment-nothing = Een betaling is meer dan niets.
refusal-amount-does-not-fit = Een bedrag is te groot om mee te rekenen.

## Waarom er in de boeken niets gebeurt

refusal-books-no-rules = Voor { $year } heeft het fonds geen regels.
refusal-books-year-closed = { $year } is afgesloten.
refusal-books-no-reason = Er staat niet bij waarom, of waarvoor.
refusal-books-no-reference = De betaling heeft geen kenmerk.
refusal-books-no-source = De beginbalans heeft geen bron.
refusal-books-no-amount = Een bedrag of aantal is meer dan nul.
refusal-books-unknown-pot = Dit jaar heeft geen pot { $pot }.
refusal-books-reserve-too-low = De reserve is { $free }, minder dan { $asked }.
refusal-books-pot-too-low = Pot { $pot } heeft { $free } vrij, minder dan { $asked }.
refusal-books-bank-too-low = Op de bankrekening staat { $free }, minder dan { $asked }.
refusal-books-shortfall = Het fonds heeft een tekort van { $euros }. Tot dat gedekt is, wordt niets nieuws toegekend.
refusal-books-begun = In { $year } is al geboekt of aangevraagd; een beginbalans kan alleen in een leeg jaar.
refusal-books-opening-negative = In de beginbalans staat { $euros }; bedragen zijn niet negatief.
refusal-books-opening-pot-twice = Een pot staat twee keer in de beginbalans.
refusal-books-project-not-before = Lopend project { $count } is niet van een jaar vóór { $year }.
refusal-books-project-amounts = Van lopend project { $count } zijn betaald en nog te betalen samen niet het toegekende bedrag, is meer toegekend dan gevraagd, of ligt een betaling na de beginbalans.
refusal-books-commitments-differ = Pot { $pot } heeft volgens de beginbalans { $stated } toegezegd; de lopende projecten krijgen er nog { $running } uit.
refusal-books-opening-off = De beginbalans is niet in evenwicht: bezittingen min verplichtingen is { $euros }.
refusal-books-unknown-product = Dit jaar heeft het fonds geen product { $product }.
refusal-books-not-open-to-practice = Dit product is voor praktijken met patiënten uit aangewezen wijken.
refusal-books-already-declared = De praktijk heeft dit product voor kwartaal { $quarter } al gedeclareerd.
refusal-books-above-patients = Met deze declaratie zijn het er { $number } in het jaar, meer dan één voor elk van de { $patients } patiënten.
refusal-books-above-most = Met deze declaratie zijn het er { $number } in het jaar; een praktijk kan er { $most } declareren.
refusal-books-above-year = Van het jaarmaximum van dit product is { $free } over, minder dan { $asked }.
refusal-books-unknown-declaration = Er is geen declaratie { $count }.
refusal-books-declaration-paid = Deze declaratie is al betaald, op { $day }.
refusal-books-paid-before-declared = De declaratie kwam pas binnen op { $day }.
refusal-books-above-administration = Administratie mag dit jaar { $maximum } kosten; { $booked } is geboekt, en { $asked } erbij is te veel.
refusal-books-year-budget-lost = { $year } is afgesloten; wat daarvan niet gebruikt is, kan niet meer worden toegekend.
refusal-books-second-grant-too-early = De praktijk heeft dit jaar al een toekenning; een tweede kan vanaf { $day }, als er geld over is.
refusal-books-no-second-grant = De praktijk heeft dit jaar al een toekenning, en meer dan één geeft dit fonds niet.
refusal-books-not-closed = { $year } is nog niet afgesloten.
refusal-books-before-closing = Het jaar is pas afgesloten op { $day }.
refusal-books-already-adopted = Het jaarverslag is al vastgesteld, op { $day }.

## What a form asks besides

details-first-received-on = Voor het eerst binnengekomen
details-received-at = Volledig om
details-total-population = Alle ingeschreven patiënten
details-area-counts = Patiënten per wijk
details-area-count = { $area }: { $patients }
details-count-source = Bron van de aantallen
details-count-date = Peildatum van de aantallen
details-problem = Probleem
details-goal = Doel
details-approach = Aanpak
details-starts-on = Begint op
details-ends-on = Eindigt op
details-first-spending-on = Eerste uitgave
details-quotes = Offerte
details-quote = regel { $line }: { $supplier }, { $euros }
details-expected-result = Verwacht resultaat
details-measured-by = Hoe het resultaat gemeten wordt
details-continuation = Hoe het daarna verder gaat
details-staff = Medewerkers van de praktijk (fte)
details-signed-on = Ondertekend op
details-group-signed-on = Ondertekend door de voorzitter van de hagro op

## On which ground an application is kept out

ground-rule = Regel: { $rule }.
ground-needed = Nodig: { $values }.
ground-there = Aanwezig: { $values }.
ground-source = Bron: { $source }.
ground-rule-application-rounds = de sluitingsdagen van de rondes
ground-rule-round = de ronde
ground-rule-criteria = de criteria
ground-rule-area-list = de lijst van achterstandswijken
ground-rule-location = waar de praktijk moet staan
ground-rule-application-admission = de toelating door het bestuur
ground-rule-eligibility = welke praktijken mogen aanvragen
ground-rule-evaluation-duty = de plicht om te evalueren
ground-rule-applications-per-practice = het aantal aanvragen per praktijk
ground-rule-application-conditions = de voorwaarden van deze soort project
ground-rule-hourly-maximum = het hoogste uurtarief
ground-rule-application-fixed-prices = de vaste prijs van deze soort project
ground-rule-paid-share = het deel van de kosten dat het fonds vergoedt
ground-rule-cap = het maximum per praktijk
ground-value-first-day = binnengekomen vanaf { $value }
ground-value-last-day = uiterlijk op { $value }
ground-value-received-on = binnengekomen op { $value }
ground-value-criteria = aantal criteria: { $value }
ground-value-area-list = een wijk van de lijst van { $value }
ground-value-area = wijk { $value }
ground-value-location = een praktijk { $value }
ground-value-admission = toelating { $value }
ground-value-minimum-patients = ten minste { $value } patiënten uit achterstandswijken
ground-value-minimum-share = ten minste { $value } van alle patiënten
ground-value-share-above = meer dan { $value } van alle patiënten
ground-value-patients = { $value } patiënten uit achterstandswijken
ground-value-population = { $value } patiënten in totaal
ground-value-application = geen evaluatie van aanvraag { $value }
ground-value-applications = aantal aanvragen: { $value }
ground-value-spent-from = uitgaven vanaf { $value }
ground-value-fte-hundredths = { $value } fte
ground-value-role = voor een uur van: { $value }
ground-value-at-most = ten hoogste { $value }
ground-value-asked = { $value } gevraagd
ground-value-price = { $value } per stuk
ground-place-in-area = in een achterstandswijk
ground-place-elsewhere = buiten de achterstandswijken
ground-place-by-board = door het bestuur

## Welke regel van het fonds een aanvraag uitsluit

exclusion-round-not-open = De aanvraag kwam te vroeg: de ronde begint op { $opens }.
exclusion-deadline-passed = De aanvraag kwam te laat: de laatste dag voor dit bedrag was { $last_day }.
exclusion-no-criterion = De aanvraag dient geen van de criteria.
exclusion-area-not-designated = Gebied { $area } is niet aangewezen.
exclusion-practice-not-in-area = De praktijk staat niet in een aangewezen gebied, en dit fonds vraagt dat.
exclusion-practice-not-eligible = De praktijk haalt de drempel van het fonds niet: { $patients } van haar { $population } patiënten komen uit aangewezen gebieden.
exclusion-evaluation-missing = De evaluatie van aanvraag { $application } ontbreekt; die moest er uiterlijk { $last_day } zijn.
exclusion-applications-used-up = De praktijk heeft het hoogste aantal aanvragen van dit jaar al ingediend: { $allowed }.
exclusion-hourly-maximum-exceeded = Een uur van een { $role } is begroot op { $asked }; het fonds betaalt ten hoogste { $maximum }.
exclusion-paid-share-exceeded = Gevraagd is { $asked }; het deel dat dit fonds van de kosten betaalt is ten hoogste { $maximum }.
exclusion-cap-exceeded = Gevraagd is { $asked }; van het maximum van de praktijk is nog { $left } over.

## Wat er mis kan zijn met een regel van een bestand

row-problem = { $file }, regel { $line }, kolom { $field }: { $rule }
row-problem-of-line = { $file }, regel { $line }: { $rule }
row-wrong-columns = de kolommen zijn niet die van dit soort bestand
row-wrong-field-count = de regel heeft een ander aantal velden dan de kop
row-not-utf8 = de regel is geen tekst in UTF-8
row-bad-workbook = de werkmap is niet te lezen
row-line-too-long = de regel is langer dan 4096 bytes
row-file-too-large = het bestand is groter dan 64 MiB
row-too-many-rows = het bestand heeft meer dan 200.000 regels
row-no-rows = het bestand heeft een kop en verder niets
row-empty = het veld is leeg
row-not-a-number = dit is geen heel getal
row-negative = een aantal is niet negatief
row-too-large = een aantal is ten hoogste 2.000.000
row-text-too-long = een tekst heeft ten hoogste 200 tekens
row-bad-agb = een AGB-code heeft acht cijfers en begint met 01 of 37
row-bad-uzovi = een UZOVI-code heeft vier cijfers
row-bad-area = een gebiedscode heeft 2 tot 12 hoofdletters en cijfers
row-area-form = deze code heeft een andere vorm dan de regels van het jaar vragen: { $forms }
area-form-four-digit-postcode = postcode van vier cijfers (1013)
area-form-six-character-postcode = postcode van zes tekens (1013AB)
area-form-cbs-neighbourhood = buurtcode van CBS (BU03630001)
row-unknown-area = dit gebied staat niet op de lijst van aangewezen gebieden van het jaar
row-unknown-insurer = deze verzekeraar staat niet op de lijst van de regio
row-double-row = een eerdere regel zegt dit al
row-differs-from-earlier-row = een eerdere regel van deze praktijk zegt iets anders
row-enrolled-above-population = een praktijk heeft niet meer patiënten uit aangewezen gebieden dan patiënten

# Meldingen van de dienst binnen de regio.

office-bad-field = Het veld { $field } klopt niet.
office-bad-rules = Het document met regels is niet te lezen: { $problem }
office-not-found = Deze aanvraag bestaat niet.
office-request-id-reused = Dit verzoeknummer is al voor een ander verzoek gebruikt.
office-busy = Er wachten te veel opdrachten. Probeer het zo nog eens.
office-too-large = De opdracht is te groot.
office-stopped = De node stopt.

# Meldingen van het landelijk bureau.

refusal-area-list-empty = De gebiedenlijst is leeg.
refusal-area-list-double-area = Gebied { $area } staat twee keer op de lijst, voor { $first } en voor { $second }. Een gebied hoort bij één regio.
refusal-unknown-region = Regio { $region } doet niet mee.
refusal-area-list-no-source = Bij de gebiedenlijst staat geen bron.
refusal-figures-foreign-table = Een tabel is van een andere regio of een ander jaar.
refusal-figures-changed = De cijfers wijken af van wat eerder is ontvangen.

## De pagina's van een regio

bad-parameter-title = Dit adres klopt niet
bad-parameter-text = De waarde van { $name } in dit adres is niet goed. Ga terug naar het begin.
name-invented = { $name } (verzonnen)
name-source = Waar de naam vandaan komt
label-name-invented = De naam van dit fonds is voor dit voorbeeld verzonnen; geen openbare bron noemt hem.
region-without-rules = Dit fonds heeft nog geen regels aangenomen.
choose-year = Jaar
choose-stage = Stand
all-stages = Alle standen
list-pages = Bladeren
page-first = Naar het begin van de lijst
page-next = Verder in de lijst
total-of-page = Totaal van deze bladzijde
not-applicable = niet van toepassing
year-closed-on = { $year } is gesloten op { $day }. Wat er toen nog stond, is naar { $next } gegaan; vrij, toegezegd en de rekeningen staan hieronder zoals zij nu in { $next } staan.
heading-in-use = Tarief en gebieden
in-use-caption = Wat de regio in { $year } gebruikt van wat het bureau heeft gepubliceerd
not-in-use = nog niet ontvangen
areas-counted = { $count } gebieden
correction-because = correctie: { $reason }
column-published = Gepubliceerd op
applications-caption = Waar de aanvragen van { $year } staan
count-submitted = Ingediend
count-refused = Uitgesloten of afgewezen
count-granted = Toegekend
count-withdrawn = Ingetrokken
count-open = Nog niet besloten, of aangehouden
to-applications = Alle aanvragen van { $year }
heading-money = Toegekend geld
money-caption = Waar het toegekende geld van { $year } is; wat tot en met { $day } betaald had moeten zijn, telt als te betalen
money-not-yet-due = Later te betalen
money-due = Te betalen
requested-and-reclaimed = Gevraagd is { $requested }. Van wat is betaald, is { $reclaimed } teruggevorderd.
pots-caption = De potten van { $year }
column-filled = Gevuld
explain-filled = Gevuld: het tarief maal de verzekerden in de gebieden van de pot.
heading-balance = Wat het fonds heeft
balance-caption = De rekeningen in boekjaar { $year }; beide kanten zijn gelijk
column-has = Heeft
column-against = Staat ertegenover
account-from-zn = Nog te ontvangen van ZN
account-from-practices = Nog terug te ontvangen van praktijken
account-free = Vrij in de potten
account-committed = Toegezegd en nog niet betaald
no-applications = Er zijn geen aanvragen om te tonen.
list-caption = Aanvragen van { $year }, op nummer
heading-exclusion = Waarom deze aanvraag is uitgesloten
heading-form = Wat is gevraagd
form-partner = Partner
form-no-criteria = geen
practice-named = { $name } (AGB { $agb })
practice-unnamed = AGB { $agb }
heading-budget = Begroting
budget-caption = Wat het project kost, per regel
budget-hours-of = Uren: { $role }
other-funding = Anderen betalen hiervan { $euros }.
draws-caption = Gevraagd en toegekend, per pot
column-budget-line = Regel
column-hours = Uren
column-price-per-hour = Prijs per uur
column-cost = Kosten
decisions-caption = Wat de commissie heeft besloten
column-outcome = Besluit
column-present = Aanwezig
column-votes = Stemmen
column-state = Staat
outcome-grant = toegekend
outcome-refuse = afgewezen
outcome-defer = aangehouden
members-present = huisartsen: { $gps }, verzekeraars: { $insurers }, anderen: { $others }
votes-counted = voor: { $for }, tegen: { $against }
instalments-caption = De termijnen van de toekenning
state-planned = te betalen vanaf { $day }
state-held = ingehouden tot de evaluatie is goedgekeurd
state-on-invoices = wacht op facturen
state-paid = betaald op { $day }, kenmerk { $reference }
state-lapsed = vervallen op { $day }
evaluation-received = Ontvangen op { $day }
evaluation-goal-met = Doel gehaald, volgens de aanvrager
evaluation-actual-cost = Werkelijke kosten
evaluation-verdict = Oordeel
verdict-none = nog geen
verdict-approve = goedgekeurd op { $day }
verdict-return = met vragen teruggestuurd op { $day }
verdict-ask = teruggestuurd op { $day } met deze vragen: { $questions }
evaluation-patients-reached = Bereikte patiënten
evaluation-workload = Gevolg voor de werklast
evaluation-reusable = Wat anderen kunnen gebruiken
evaluation-continuation = Hoe het verder gaat
evaluation-cost-line = { $what } ({ $document })
verdict-reject = afgekeurd op { $day }; { $reclaim } teruggevorderd
egress-caption = Wat de regio heeft verlaten, in de volgorde waarin het vertrok
column-line = Regel
statement-of = Afrekening { $year }, kwartaal { $quarter }
statement-figures = { $insured } verzekerden, { $due } verschuldigd; tot dan { $attributed } toegerekend, verschil { $difference }
explain-policy = Beleid: het kenmerk van de beveiligingsregels waaronder een tabel is vrijgegeven; hier de eerste acht tekens.
explain-rules = De regels die het bestuur van dit fonds heeft aangenomen. Bij elke waarde staat voor welke jaren zij geldt, en welk document haar noemt. Een aanname is als aanname benoemd.
rules-caption = De regels in gebruik, met hun jaren en bronnen
column-rule = Regel
column-years = Jaren
years-from = vanaf { $from }
years-from-until = { $from } tot en met { $until }
rule-location = Ligging van de praktijk
rule-eligibility = Wie praktijkgebonden mag aanvragen
rule-cap = Hoogste bedrag per praktijk per jaar, praktijkgebonden
rule-paid-share = Deel van de kosten dat het fonds betaalt
rule-hourly-maximum = Hoogste prijs van een uur
rule-applications-per-practice = Praktijkgebonden aanvragen per praktijk per jaar
rule-pot-split = Verdeling over potten
rule-round = Wanneer aanvragen worden aangenomen
rule-payment = Wanneer een toekenning wordt betaald
rule-payment-basis = Waarop een toekenning wordt betaald
rule-committee = Wie er moet zijn voor een besluit
rule-carry-over = Wat er gebeurt met wat een pot overhoudt
rule-norm-practice = Patiënten in een normpraktijk
value-location-in-area = de praktijk staat in een aangewezen gebied
value-location-patients-from-area = de praktijk heeft patiënten uit een aangewezen gebied
value-location-board-discretion = het bestuur beoordeelt elke praktijk
value-every-practice = elke praktijk
value-threshold-patients = ten minste { $patients } patiënten uit aangewezen gebieden
value-threshold-share = ten minste { $share } van de patiënten uit aangewezen gebieden
value-threshold-either = ten minste { $patients } patiënten uit aangewezen gebieden, of ten minste { $share } van de patiënten
value-no-maximum = geen maximum
value-cap-per-patient = { $euros } per patiënt uit een aangewezen gebied, voor: { $threshold }
value-cap-per-norm-practice = { $euros } per normpraktijk, geteld als ten minste { $least } en ten hoogste { $most }
value-cap-fixed = { $euros }
value-patients = { $number } patiënten
value-split-region = één pot voor de regio
value-split-area = een pot per aangewezen gebied
value-split-municipality = een pot per gemeente
value-split-group = een pot per groep; gebieden zonder groep delen de { $pot }
value-round-opens = vanaf { $day }
value-round-opens-before = vanaf { $day } in het jaar ervoor
value-round-last-day = tot en met { $day }
value-round-rolling = bedragen tot en met { $euros }: tot het eind van het jaar
value-paid-at-award = { $share } bij de toekenning
value-paid-in-quarter = { $share } op de eerste dag van kwartaal { $quarter }
value-paid-after-evaluation = { $share } als de evaluatie is goedgekeurd
value-paid-on-invoices = { $share } naarmate betaalde facturen binnenkomen
value-quorum = ten minste { $all } leden, onder wie huisartsen: { $gps }, verzekeraars: { $insurers }
value-carry-over-kept = het blijft in de pot
value-carry-over-reserve = het gaat naar de reserve
value-paid-in-later-quarter = { $share } vanaf kwartaal { $quarter }, { $years } jaar na het fondsjaar
value-basis-instalments = In termijnen
value-basis-invoices = Op facturen die de praktijk heeft betaald
value-basis-advance = In één voorschot dat achteraf wordt verantwoord; wat niet is besteed wordt teruggevorderd
value-basis-copies = Met een kopie van het bewijs van elk deel van de kosten
value-basis-chamber-number = Alleen van praktijken met een nummer van de Kamer van Koophandel
value-basis-last-day = Facturen komen uiterlijk op { $day } van het fondsjaar binnen
value-basis-months = Verantwoord binnen { $months } maanden na de toekenning
value-carry-over-lost = het gaat naar de reserve, en voor het afgesloten jaar wordt niets meer toegekend
value-carry-over-reset = het gaat naar de reserve, en de reserve wordt verdeeld over de potten van het volgende jaar

# Wat een verzekeraar ziet.

insurer-region-missing = Regio { $region } gaf geen afrekening, dus het totaal is niet volledig: { $reason }

## De pagina van het bureau

title-bureau = Landelijk bureau
choose-measure = Maat
figures-received = Cijfers van { $year } ontvangen van { $answered }.
figures-missing = Nog niet ontvangen van: { $names }.
figures-here = ontvangen
regions-unreachable = { $answered } zijn bereikbaar. Niet bereikbaar bij het laatste contact: { $names }.
national-caption = Landelijke totalen van { $year }, per maat
column-in-total = In het totaal
column-withheld-by = Afgeschermd door
column-missing-from = Ontbreekt van
no-regions = geen enkele regio
explain-zero = 0: de regio heeft het cijfer gegeven, en het is nul.
heading-side-by-side = Regio's naast elkaar
chart-title = { $measure }, { $year }, per regio
chart-explanation = Een gearceerde balk is afgeschermd en een gestippelde ontbreekt; de lengte van zulke balken zegt niets.
side-by-side-caption = Wat elke regio over { $year } heeft vrijgegeven
total-of-published = Totaal van wat is vrijgegeven
heading-in-use-by-regions = Wat de regio's gebruiken
acknowledged-caption = Welke versie elke regio voor { $year } heeft bevestigd, en of zij antwoordt
column-last-contact = Laatste contact
version-none = nog niet bevestigd
version-used = versie { $version }
contact-none = nog geen contact
contact-answered = antwoordt
contact-refused = weigert: { $reason }
contact-unreachable = niet bereikbaar
contact-bad-answer = antwoord dat niet kan kloppen; het logboek zegt welk
heading-published = Wat het bureau heeft gepubliceerd
rates-caption = Tarieven in gebruik
lists-caption = Lijsten van aangewezen gebieden in gebruik

# De commissie: leden, vergaderingen, notulen
refusal-committee-no-composition = De regels van het fonds voor { $year } zeggen niet wie er in de commissie zitten.
refusal-committee-no-such-year = { $day } ligt in geen jaar dat een fonds kan hebben.
refusal-committee-needs-meeting = De regels van het fonds vragen om stemmen in een vergadering; alleen aantallen stemmen volstaan niet.
refusal-committee-no-name = Een lid heeft een naam van 1 tot 200 tekens.
refusal-committee-seats-taken = Alle zetels van deze soort ({ $seats }) zijn bezet.
refusal-committee-not-a-member = Nummer { $member } is op { $day } geen lid van de commissie.
refusal-committee-bad-attendance = Bij een vergadering zijn leden aanwezig, elk één keer genoemd.
refusal-committee-bad-chair = De voorzitter moet aanwezig zijn en de zetel hebben die de regels van het fonds noemen.
refusal-committee-bad-agenda = Op een agenda staan 1 tot 200 aanvragen, elk één keer.
refusal-committee-unknown-application = Er is geen aanvraag { $application }.
refusal-committee-not-open = Over aanvraag { $application } kan niet meer worden besloten.
refusal-committee-before-receipt = Aanvraag { $application } kwam na deze dag binnen.
refusal-committee-unknown-meeting = Er is geen vergadering { $meeting }.
refusal-committee-not-on-agenda = Aanvraag { $application } staat niet op de agenda van deze vergadering.
refusal-committee-voted-before = Deze vergadering heeft al gestemd over aanvraag { $application }.
refusal-committee-not-present = Lid { $member } was niet bij de vergadering.
refusal-committee-named-twice = Lid { $member } wordt twee keer genoemd.
refusal-committee-no-stake = Het belang dat lid { $member } meldt, is niet omschreven.
refusal-committee-interested-votes = Lid { $member } heeft een belang bij deze aanvraag en stemt niet mee.
refusal-committee-no-vote-reason = De stem van lid { $member } is niet gemotiveerd.
refusal-committee-vote-missing = De stem van lid { $member } ontbreekt; wie niet kiest, onthoudt zich.
refusal-committee-no-quorum-of-kind = Er doen te weinig leden mee: { $present } ({ $seat }), terwijl er { $needed } nodig zijn.
refusal-committee-no-quorum = Er doen te weinig leden mee: { $present }, terwijl er { $needed } nodig zijn.
refusal-committee-not-carried = Het voorstel is niet aangenomen: { $votes_for } voor, { $votes_against } tegen.
refusal-committee-no-reason = Het besluit is niet gemotiveerd.
refusal-committee-no-criterion = Een afwijzing, en alleen die, noemt het criterium waaraan niet is voldaan.
refusal-committee-bad-conditions = Alleen een toekenning heeft voorwaarden, hoogstens 50, elk met een tekst en een dag die niet voor het besluit ligt.
refusal-committee-decides-itself = In dit fonds besluit de commissie, niet het bestuur.
refusal-committee-no-advice = Er is geen advies van de commissie over aanvraag { $application } om over te besluiten.
refusal-committee-departs-without-reason = Het bestuur wijkt af van het advies van de commissie en zegt niet waarom.
refusal-committee-before-advice = Het advies van de commissie is van { $day }; het bestuur kan niet eerder besluiten.
refusal-committee-no-open-condition = Voorwaarde { $condition } van deze toekenning staat niet open.
refusal-committee-condition-open = Aan voorwaarde { $condition } van deze toekenning is niet voldaan; tot dan wordt er niets betaald.
seat-gp = huisarts
seat-insurer = verzekeraar
seat-project-manager = projectleider
seat-other = ander
choice-for = voor
choice-against = tegen
choice-abstain = onthoudt zich
minutes-advice = Dit is een advies aan het bestuur.
minutes-no-ruling = Het bestuur heeft nog niet beslist.
minutes-ruling = Besluit van het bestuur op { $day }:
minutes-title = Notulen van vergadering { $number }, { $day }
minutes-present = Aanwezig:
minutes-member = - { $name } ({ $seat })
minutes-chair = - { $name } ({ $seat }), voorzitter
minutes-application = Aanvraag { $application }
minutes-not-voted = Er is niet over gestemd.
minutes-interest = { $name } heeft een belang en stemde niet mee: { $stake }
minutes-own-practice = { $name } stemde niet mee: de eigen praktijk doet mee aan deze aanvraag.
minutes-vote = { $name } { $choice }: { $reason }
minutes-met = { $criterion }: voldaan. { $text }
minutes-not-met = { $criterion }: niet voldaan. { $text }
minutes-count = { $votes_for } voor, { $votes_against } tegen, { $abstained } onthouden.
minutes-casting-vote = De stemmen staakten; de stem van de voorzitter besliste.
minutes-grant = Aangenomen: { $euros } toekennen.
minutes-refuse = Aangenomen: afwijzen; niet voldaan: { $criterion }.
minutes-defer = Aangenomen: aanhouden.
minutes-condition = Op voorwaarde, uiterlijk { $day }: { $text }
minutes-holds-back = Op voorwaarde, uiterlijk { $day }, en eerder wordt er niets betaald: { $text }
minutes-reason = Reden: { $reason }

# overzichten van ingeschreven patiënten
refusal-rules-overviews-in-use = Voor { $year } zijn praktijken geteld; de wijze van tellen blijft daarom zoals zij is.
refusal-overviews-quarter-missing = Het fonds telt de patiënten van { $year } per kwartaal. De overzichten noemen geen kwartaal.
refusal-overviews-quarter-not-used = Het fonds telt de patiënten van { $year } niet per kwartaal. De overzichten noemen een kwartaal.
refusal-overviews-other-reference-date = Het fonds telt alle praktijken op één dag, { $expected }. Deze overzichten zijn van { $found }.
refusal-overviews-correction-without-reason = Van deze dag of dit kwartaal zijn er al overzichten; aantal praktijken: { $practices }. Andere kunnen alleen als correctie, met een reden.
rule-area-form = Hoe codes van gebieden eruitzien
rule-enrolled-method = Hoe patiënten van praktijken worden geteld
value-enrolled-one-date = alle praktijken op dezelfde dag
value-enrolled-mean-of-four-quarters = het gemiddelde van de kwartalen
value-enrolled-practice-overview = het laatste overzicht van de praktijk
## Jaarverslag, rekeningen en tekort

report-title = Jaarverslag { $year } van { $fund }
report-closed = Het jaar is afgesloten op { $day }.
report-adopted = Het bestuur heeft dit verslag vastgesteld op { $day }.
report-not-adopted = Het bestuur heeft dit verslag nog niet vastgesteld.
report-money = Voor { $insured } verzekerden in aangewezen wijken was er, bij een tarief van { $rate }, { $money }. Daarvan ging { $aside } naar de reserve.
report-applications = Er kwamen { $submitted } aanvragen binnen; { $granted } zijn toegekend, voor { $euros }, en { $refused } afgewezen.
report-product = Praktijken declareerden { $number } keer { $product }, voor { $euros }.
report-administration = De administratie kostte { $euros }.
report-accounts = De rekeningen
report-signs = Bezittingen staan zonder minteken, verplichtingen en reserves met een minteken; alle eindstanden samen zijn nul.
report-opening = beginstand
report-closing = eindstand
account-bank = Bankrekening
account-receivable-zn = Nog te ontvangen van ZN
account-receivable-reclaim = Terug te ontvangen van praktijken
account-pot-free = Vrij in pot { $pot }
account-pot-committed = Toegezegd uit pot { $pot }
account-reserve = Reserve
account-shortfall = Tekort
account-payable-declarations = Te betalen declaraties
shortfall-lacked = { $day }: { $pot } kwam { $euros } tekort ({ $purpose }).
shortfall-covered = { $day }: { $euros } gedekt uit { $pot } ({ $purpose }).
purpose-pot-filled = tarief maal aantal
purpose-zn-paid = betaald door ZN
purpose-granted = toegekend
purpose-instalment-paid = termijnen betaald
purpose-lapsed = vervallen
purpose-reclaimed = teruggevorderd
purpose-leftover = overgebleven
purpose-closing = afgesloten
purpose-opening = geopend
purpose-beginning = van vóór het systeem
purpose-reserve-released = vrijgegeven uit de reserve
purpose-product-declared = gedeclareerde producten
purpose-declaration-paid = declaraties betaald
purpose-administration-paid = administratie betaald
purpose-reclaim-paid = terugbetaald
purpose-reclaim-written-off = vordering afgeboekt
purpose-payment-returned = betaling door de bank teruggestort
# Betaalopdrachten
refusal-order-bad-holder = De naam van een rekeninghouder heeft 1 tot 70 tekens.
refusal-order-not-the-latest-account = Dit is niet de rekening die het laatst is opgegeven.
refusal-order-already-confirmed = De rekening is al bevestigd.
refusal-order-same-person = Een ander dan wie dit opstelde moet het bevestigen of goedkeuren.
refusal-order-bad-order = Een betaalopdracht heeft 1 tot 500 termijnen, elk één keer.
refusal-order-in-open-order = De termijn staat in de openstaande betaalopdracht { $order }.
refusal-order-no-confirmed-account = De praktijk van aanvraag { $application } heeft geen bevestigde rekening.
refusal-order-account-changed = De rekening van de praktijk van aanvraag { $application } is gewijzigd nadat de betaalopdracht was gemaakt.
refusal-order-unknown-order = Er is geen betaalopdracht { $order }.
refusal-order-not-proposed = Betaalopdracht { $order } wacht niet meer op goedkeuring.
refusal-order-not-approved = Betaalopdracht { $order } is niet goedgekeurd.
refusal-order-partly-paid = Een deel van betaalopdracht { $order } is betaald; de opdracht gaat niet nog eens naar de bank.
refusal-order-exported-otherwise = Betaalopdracht { $order } is al aangemaakt voor een andere rekening of dag; de bank krijgt hetzelfde bestand nog eens of geen.
refusal-order-execution-too-early = De bank kan niet betalen vóór { $day }.
refusal-order-nothing-to-release = Alles in betaalopdracht { $order } is betaald.
refusal-order-no-reason = Er is een reden nodig.
refusal-order-not-paid = Deze termijn van aanvraag { $application } is niet betaald.
refusal-order-evaluation-rejected = De evaluatie van aanvraag { $application } is afgekeurd; een betaling die terugkomt is niet meer verschuldigd.
refusal-order-no-statement-id = Het bankafschrift heeft geen nummer.
## De inname van aanvragen

exclusion-practice-not-admitted = De praktijk staat niet in een aangewezen gebied, en het bestuur heeft haar niet toegelaten.
exclusion-spent-before-asked = Er wordt geld uitgegeven vanaf { $spent_on }, voordat op { $asked_on } steun is gevraagd.
exclusion-too-few-staff = De praktijk heeft { $there } honderdste voltijdbaan; dit soort project vraagt er { $needed }.
exclusion-price-not-fixed = Dit soort project heeft een vaste prijs van { $fixed }; een regel van de begroting heeft { $asked }.
refusal-intake-unknown-draft = { $draft } bestaat niet.
refusal-intake-draft-not-open = { $draft } is niet meer open.
refusal-intake-other-draft = Een concept blijft bij zijn jaar en zijn praktijk.
refusal-intake-malformed = Dit past niet of is te lang: { $field }.
refusal-intake-incomplete = De aanvraag is niet volledig. Er ontbreekt: { $missing }.
refusal-intake-chances-used-up = Het fonds heeft { $times } keer om aanvulling gevraagd en vraagt dat niet opnieuw. Er ontbreekt nog: { $missing }.
refusal-intake-completed-too-late = Dit moest uiterlijk op { $day } zijn aangevuld.
refusal-intake-no-admission = De regels van { $year } kennen geen toelating door het bestuur.
refusal-intake-no-reason = Een besluit heeft een reden van ten hoogste 8.000 tekens.
refusal-intake-unknown-practice = Geen overzicht van het jaar noemt deze praktijk.
refusal-intake-bad-gp-counts = Lijsten van huisartsen hebben een bron en 1 tot 100 huisartsen, elk een keer, met samen niet meer patiënten dan de praktijk.
refusal-intake-unknown-application = Aanvraag { $application } bestaat niet.
refusal-intake-bad-receipt = Een ontvangstbevestiging gaat een keer uit, niet voor de ontvangst van de aanvraag, en noemt een dag die nog komt.
refusal-intake-bad-agreement = Een afspraak noemt aanvragen die uit deze pot vragen, elk een keer en ten hoogste wat zij vraagt.
refusal-intake-agreement-above-pot = De afspraak verdeelt { $asked }; { $pot } heeft { $free }.
refusal-intake-nothing-to-sign = Over deze pot is er geen afspraak die deze praktijk ondertekent.
refusal-intake-grant-above-cap = { $asked } is meer dan er van het maximum van de praktijk over is: { $euros }. Dat is de kleinste grens; de potten hebben { $free }.
refusal-intake-grant-above-share = { $asked } is meer dan de manier van verdelen van het fonds uit { $pot } geeft: { $euros }.
refusal-intake-drafts-waiting = Deze zijn ingediend en wachten op aanvulling: { $drafts }.
application-field-title = de naam
application-field-criteria = de criteria
application-field-areas = de gebieden
application-field-budget = de begroting
application-field-requested = het gevraagde bedrag
application-field-partners = de deelnemende praktijken
application-field-total-population = alle patiënten van de praktijk
application-field-area-counts = de patiënten per gebied
application-field-count-source = de bron van de aantallen
application-field-count-date = de peildatum van de aantallen
application-field-problem = het probleem
application-field-goal = het doel
application-field-approach = de aanpak
application-field-period = de looptijd
application-field-quotes = offertes
application-field-expected-result = het verwachte resultaat
application-field-measured-by = hoe het resultaat wordt gemeten
application-field-continuation = de voortzetting
application-field-signature = de handtekening
application-field-group-signature = de handtekening van de voorzitter van de hagro
application-field-first-spending = wanneer het eerste geld wordt uitgegeven
application-field-staff = het personeel van de praktijk
application-field-gp-counts = de patiënten per huisarts
application-field-plan-document = het plan, als document
application-field-quote-documents = de documenten van de offertes
application-field-signed-form = het ondertekende formulier, als document
field-of-line = { $field } (regel { $line } van de begroting)
value-cap-per-gp = { $euros } per patiënt uit een aangewezen gebied op naam van elke huisarts, voor: { $threshold }
value-cap-hours = { $hours } uur van { $euros } per normpraktijk
value-cap-for-kinds = { $part } (voor: { $kinds })
value-threshold-above = meer dan { $share } van alle patiënten
value-threshold-or = { $one }, of { $other }
## De opdrachtregel van een kantoor

office-done = Gedaan.
office-refused = Geweigerd ({$reason}): {$sentence}
office-unreachable = Het kantoor is niet bereikbaar: {$cause}. Draait het daar, en is uw certificaat van zijn eigen autoriteit en nog geldig?
office-repeat = Het is niet bekend of het gedaan is. Herhaal het met --request-id {$id}: dan wordt het één keer gedaan.
office-more = Er zijn er meer. Vraag de volgende pagina met --page-token {$token}, of alles met --all.
office-other = {$call} is geen opdracht van het kantoor waar uw certificaat van is.

# Terugvorderingen
refusal-reclaim-unknown-application = Er is geen aanvraag { $application }.
refusal-reclaim-not-approved = Geen evaluatie van aanvraag { $application } is goedgekeurd; wat de kosten dragen is dus niet bekend.
refusal-reclaim-nothing-claimed = Van aanvraag { $application } wordt niets teruggevorderd.
refusal-reclaim-before-claim = Dit is van vóór de terugvordering van { $day }.
refusal-reclaim-no-reason = Er is geen reden gegeven.
refusal-reclaim-no-reference = De betaling heeft geen kenmerk.
refusal-reclaim-above-excess = { $asked } kan niet worden teruggevorderd: { $euros } is meer betaald dan de kosten dragen en nog niet teruggevorderd.
refusal-reclaim-above-owed = { $asked } past niet: er is { $euros } verschuldigd.

# Wat projecten hebben laten zien
refusal-outcome-unknown-application = Er is geen aanvraag { $application }.
refusal-outcome-unknown = Er is geen uitkomst { $number }.
refusal-outcome-corrected-before = Deze uitkomst is al verbeterd, door uitkomst { $number }.
refusal-outcome-no-reason = Een verbetering zegt wat er fout was, in ten hoogste 8.000 tekens.
refusal-outcome-not-granted = Aanvraag { $application } is niet toegekend en heeft dus geen uitkomsten.
refusal-outcome-bad-text = Het veld { $field } heeft 1 tot 500 tekens.
refusal-outcome-nobody-measured = Bij een uitkomst is er minstens één gemeten.
refusal-outcome-out-of-range = Het veld { $field } is { $value }; dat ligt tussen { $least } en { $most }.
refusal-outcome-not-compared = Een waarde vooraf met een waarde achteraf is een vergelijking; zeg welke.
refusal-outcome-effect-differs = Het effect is opgegeven als { $effect }, en achteraf min vooraf is { $difference }.
refusal-outcome-direction-without-effect = Een effect van niets is geen verbetering en geen verslechtering.

# bank statements
office-not-transferable = De betaalopdracht heeft een betaling die geen bank aanneemt: van niets, of van 1.000.000.000 euro of meer.
statement-problem-unreadable-file = Het bestand is te groot, of is geen afschrift in camt.053.
statement-problem-not-one-statement = Het bestand moet precies één afschrift bevatten.
statement-problem-other-account = Het afschrift is van een andere rekening dan die van het fonds.
statement-problem-no-number = Het afschrift heeft geen nummer, of een van meer dan 200 tekens.
statement-problem-too-many = Het afschrift heeft meer dan 5.000 betalingen.
statement-problem-not-booked = De regel is niet geboekt.
statement-problem-no-amount = Het bedrag, of of het bij of af is, ontbreekt of is onleesbaar.
statement-problem-not-euros = Het bedrag is niet in euro's.
statement-problem-no-day = De regel heeft geen valutadatum en geen boekdatum.
statement-problem-parts-differ = De betalingen in de regel tellen niet op tot het bedrag ervan.
statement-problem-no-reference = De regel heeft geen kenmerk van de bank en betaalt daarom niets.
statement-problem-already-read = De regel is al eerder verwerkt.
statement-problem-unmatched-credit = Er kwam geld binnen; een mens moet zeggen waarvoor.
statement-problem-unknown-id = Geen goedgekeurde betaalopdracht heeft een betaling met dit kenmerk.
statement-problem-already-paid = De betaling is al eerder vastgelegd.
statement-problem-wrong-amount = Het bedrag is niet wat was opgedragen.
statement-problem-wrong-account = De rekening is niet die van de opdracht.
statement-problem-not-payable = De termijn kan zo niet worden betaald: hij was op de valutadatum nog niet verschuldigd, of de bankrekening in de boeken heeft te weinig.

## The history of a project

history-draft-saved = Het concept { $draft } is opgeslagen.
history-completion-asked = Ingediend als { $draft }, maar niet volledig: { $missing }. Aanvullen kan tot en met { $last_day }.
history-completion-asked-open = Ingediend als { $draft }, maar niet volledig: { $missing }. Voor het aanvullen staat geen termijn.
history-draft-submitted = Het concept { $draft } is volledig ingediend.
history-draft-withdrawn = Het concept { $draft } is ingetrokken.
history-submitted = Aangevraagd: { $asked }.
history-taken-over = Liep al toen het fonds met dit systeem begon; toegekend was { $granted }.
history-excluded = Buiten de regels. { $sentence }
history-grounds-given = De regel die dat bepaalt: { $rule_key }.
history-withdrawn = Ingetrokken door de aanvrager.
history-receipt-sent = Ontvangst bevestigd; de vergadering is op { $day }.
history-agreed = De praktijken zijn het eens: { $euros } uit { $pot }.
history-on-agenda = Op de agenda van vergadering { $meeting }.
history-voted = Gestemd in vergadering { $meeting }: { $for } voor, { $against } tegen, { $abstained } onthouden; met een belang: { $stakes }.
history-advised = Advies van vergadering { $meeting } aan het bestuur: { $for } voor, { $against } tegen, { $abstained } onthouden; met een belang: { $stakes }.
history-board-ruled = Het bestuur heeft beslist.
history-granted = Toegekend: { $granted }.
history-refused = Afgewezen.
history-deferred = Aangehouden.
history-planned = Aantal geplande termijnen: { $number }.
history-conditions-set = Aantal voorwaarden bij de toekenning: { $number }.
history-condition-met = Aan voorwaarde { $number } is voldaan.
history-ordered = Termijn { $instalment } ({ $euros }) staat in betaalopdracht { $order }.
history-order-approved = Betaalopdracht { $order } met termijn { $instalment } is goedgekeurd.
history-order-cancelled = Betaalopdracht { $order } met termijn { $instalment } is vervallen.
history-order-exported = Betaalopdracht { $order } met termijn { $instalment } is naar de bank, uit te voeren op { $day }.
history-order-released = Betaalopdracht { $order } met termijn { $instalment } is door de bank niet uitgevoerd.
history-paid = Termijn { $instalment } is betaald, kenmerk { $reference }.
history-returned = Termijn { $instalment } ({ $euros }) is door de bank teruggestuurd.
history-evaluation-handed-in = Evaluatie ontvangen; de werkelijke kosten zijn { $euros }.
history-evaluation-approved = Evaluatie goedgekeurd; er vervalt { $euros }.
history-evaluation-returned = Evaluatie teruggestuurd.
history-evaluation-asked = Evaluatie teruggestuurd met vragen.
history-evaluation-rejected = Evaluatie afgekeurd; teruggevorderd: { $euros }.
history-invoice-handed-in = Factuur { $number } ({ $euros }) is ontvangen.
history-invoice-approved = Factuur { $number } is goedgekeurd; er komt { $euros } vrij van de toekenning.
history-invoice-refused = Factuur { $number } is afgewezen.
history-invoices-ended = Er komen geen facturen meer; de rest van de toekenning vervalt.
history-claimed-back = Teruggevorderd: { $euros }.
history-paid-back = Terugbetaald: { $euros }, kenmerk { $reference }.
history-written-off = Kwijtgescholden: { $euros }.
history-outcome-recorded = Uitkomst { $number } is vastgelegd.
history-outcome-corrected = Uitkomst { $number } komt in de plaats van uitkomst { $corrects }.
history-person-named = Een persoon is hiervoor aanspreekpunt.
history-document-attached = Een document is toegevoegd ({ $kind }, { $size } bytes).
history-why = { $what } Reden: { $why }
history-source = { $what } Bron: { $why }
history-actor = { $name } ({ $role })
staff-role-board = bestuur
staff-role-clerk = medewerker
staff-role-committee = commissie
staff-role-treasurer = penningmeester
staff-role-auditor = controleur
heading-history = Geschiedenis
history-caption = Wat er met de aanvraag gebeurde, in de volgorde waarin het is vastgelegd
column-entered = Vastgelegd
column-by = Door
column-counts-from = Telt vanaf
column-happened = Wat
# Facturen

refusal-invoice-unknown-application = Aanvraag { $application } bestaat niet.
refusal-invoice-not-on-invoices = Aanvraag { $application } wordt niet, of niet meer, op facturen betaald.
refusal-invoice-nothing-left = Van de toekenning van aanvraag { $application } wacht niets meer op facturen.
refusal-invoice-no-amount = Een factuur is van meer dan niets.
refusal-invoice-no-document = De factuur heeft het kenmerk van het document nodig, van hoogstens 200 tekens.
refusal-invoice-no-chamber-number = Het nummer van de Kamer van Koophandel ontbreekt of heeft geen 8 cijfers.
refusal-invoice-not-paid = De factuur was op { $day }, toen zij binnenkwam, niet betaald.
refusal-invoice-paid-before-dated = De factuur is van { $day }, na de betaling ervan.
refusal-invoice-too-late = Facturen moesten uiterlijk op { $day } binnen zijn.
refusal-invoice-already-there = Dit document is al dat van factuur { $number }.
refusal-invoice-unknown-invoice = Er is geen factuur { $number }.
refusal-invoice-not-waiting = Factuur { $number } is al beoordeeld.
refusal-invoice-before-receipt = De factuur kwam pas binnen op { $day }.
refusal-invoice-no-reason = Er is een reden nodig.
refusal-invoice-still-waiting = Er wachten { $count } facturen op beoordeling.

## What amounts are made of

because-rate = Het tarief van { $year } is { $rate_euros } per verzekerde (versie { $version }, bron: { $source }).
because-count = Kwartaal { $quarter } is geteld naar de stand van { $count_day } (versie { $version }, bron: { $source }).
because-area = Gebied { $area }: { $insured_number } verzekerden, het gemiddelde van de getelde kwartalen ({ $quarters_number }), × { $rate_euros } = { $result_euros }.
because-areas = { $areas_number } gebieden: { $insured_number } verzekerden, het gemiddelde van de getelde kwartalen ({ $quarters_number }), × { $rate_euros } = { $result_euros }.
because-gives-above = Daarvan gaat { $above_share } naar { $pot }: − { $part_euros }.
because-gets-above = De andere potten dragen { $above_share } bij: + { $part_euros }.
because-set-aside = Naar verhouding opzij gezet voor de reserve: − { $part_euros }.
because-reserve-share = Voor de reserve: { $aside_share } van het geld van het jaar, { $money_euros }, naar beneden afgerond = { $result_euros }.
because-reserve-amount = Voor de reserve: { $rule_euros }, zover het geld van het jaar reikt = { $result_euros }.
because-filled = Hoort te zijn: { $after_euros }; was: { $before_euros }; het verschil is { $change_euros }.
because-rule = De regel: { $rule_key } (bron: { $source }).
because-zn-paid = ZN betaalde { $result_euros } voor kwartaal { $quarter } van { $year }, op { $paid_day }.
because-granted-from = Toegekend aan aanvraag { $application } uit { $pot }: { $result_euros }.
because-decided = Besloten op { $decided_day }: gevraagd was { $asked_euros }, toegekend is { $granted_euros }.
because-cap-none = Voor { $project_kind } geldt geen maximum.
because-cap-per-patient = Maximum: { $patients_number } patiënten uit aangewezen gebieden × { $rate_euros } = { $result_euros }.
because-cap-per-gp = Maximum: { $gps_number } huisartsen halen de drempel, met samen { $patients_number } patiënten × { $rate_euros } = { $result_euros }.
because-cap-not-entitled = Met { $patients_number } van { $population_number } patiënten uit aangewezen gebieden is de drempel niet gehaald; dit deel is { $result_euros }.
because-cap-per-norm-practice = Maximum: { $population_number } patiënten met { $norm_number } per normpraktijk tellen als { $counted_number } normpraktijken (ten minste { $least_number }, ten hoogste { $most_number }) × { $rate_euros } = { $result_euros }.
because-cap-hours = Maximum: { $hours_number } uren per normpraktijk ({ $counted_number } normpraktijken: { $population_number } patiënten, { $norm_number } per normpraktijk) × { $rate_euros } = { $result_euros }.
because-cap-fixed = Maximum: een vast bedrag van { $result_euros }.
because-overview = Geteld naar het overzicht van { $count_day } (bron: { $source }).
because-cap-claimed = Daarvan heeft de praktijk in het jaar al { $part_euros } gevraagd of gekregen.
because-cap-left = Zo blijft er { $left_euros } over.
because-instalment = Termijn { $instalment_number } van aanvraag { $application }: { $part_share } van { $granted_euros } = { $result_euros }.
because-instalment-before = Termijn { $instalment_number } van aanvraag { $application }, die niet naar de regels van het jaar is gepland.
because-instalment-less = Daarvan is na wat er verviel { $result_euros } over.
because-paid = Betaald op { $paid_day }: { $result_euros }, kenmerk { $reference }.
because-returned = Door de bank teruggestuurd: { $result_euros }. Reden: { $reason }
because-borne = De werkelijke kosten van { $cost_euros }, min { $others_euros } van anderen, × { $paid_share } dragen { $borne_euros }.
because-lapsed = Toegekend was { $granted_euros }; van wat boven { $borne_euros } ligt, vervalt { $result_euros } van termijn { $instalment_number }.
because-lapsed-whole = De evaluatie is afgekeurd; termijn { $instalment_number } vervalt: { $result_euros }.
because-invoices-ended = Voor aanvraag { $application } komen geen facturen meer; wat over is, vervalt. Reden: { $reason }
because-reclaimed = Van aanvraag { $application } op { $claimed_day } teruggevorderd: { $result_euros }.
because-paid-back = Op aanvraag { $application } terugbetaald: { $result_euros }, kenmerk { $reference }.
because-written-off = Op aanvraag { $application } kwijtgescholden: { $result_euros }. Reden: { $reason }
because-year-closed = Het jaar { $year } is op { $closed_day } gesloten; saldi gaan over naar het volgende jaar.
because-began = Het fonds begon in { $year } met dit systeem (bron: { $source }).
because-reserve-released = Uit de reserve voor { $pot }: { $result_euros }. Reden: { $reason }
because-declared = Praktijk { $practice } declareert { $times_number } × { $product } à { $price_euros } = { $result_euros }.
because-declaration-paid = Declaratie { $declaration_number } van { $year } is betaald, kenmerk { $reference }.
because-administration = Uitvoering ({ $what }): { $result_euros }, kenmerk { $reference }.
because-administration-most = Voor de uitvoering is ten hoogste { $most_share } van { $money_euros } = { $most_euros }.
because-due-by-quarters = Verschuldigd tot en met dit kwartaal: { $rate_euros } × { $insured_number } verzekerden (de kwartalen opgeteld) ÷ 4, naar beneden afgerond = { $result_euros }.
because-due-settled = Verschuldigd voor het hele jaar: { $rate_euros } × { $insured_number } vastgestelde verzekerden = { $result_euros }.
because-due-for-quarter = Daarvan was { $before_euros } van eerdere kwartalen; voor dit kwartaal is { $result_euros } verschuldigd.
because-attributed = Van de { $paid_euros } die ZN tot en met dit kwartaal betaalde, is { $result_euros } toegerekend, naar het aandeel in wat alle verzekeraars verschuldigd zijn. Dat is een aanname.
heading-explained = Waaruit de toekenning bestaat

## Rules that came later

rule-composition = Wie in de commissie zitten
rule-evaluation-duty = Wanneer de evaluatie binnen is
rule-retention-years = Hoe lang een persoon wordt bewaard, in jaren
rule-pot-above = Pot boven de andere
rule-set-aside = Wat voor de reserve opzij gaat
rule-second-grant = Wanneer een praktijk een tweede toekenning krijgt
rule-products = Eigen producten van het fonds
rule-administration-maximum = Meeste uitvoeringskosten
rule-application-rounds = Einden van de rondes
rule-application-answer = Hoe snel een aanvrager hoort
rule-application-free-days = Vrije dagen
rule-application-required-fields = Wat een aanvraag moet zeggen
rule-application-quotes = Offertes
rule-application-completion = Aanvullen van een aanvraag
rule-application-fixed-prices = Vaste prijzen
rule-application-conditions = Verdere voorwaarden
rule-application-admission = Toelating door het bestuur
rule-application-open-kinds = Soorten die voor elke praktijk openstaan
rule-application-allocation = Hoe een pot wordt verdeeld
rule-field-value = { $field }: { $value }
rule-value-none = geen
rule-field-seats = zetels
rule-field-seat = zetel
rule-field-number = aantal
rule-field-quorum = quorum
rule-field-majority = meerderheid
rule-field-chair = voorzitter
rule-field-casting-vote = de voorzitter beslist als de stemmen staken
rule-field-interested-count = wie een belang heeft, telt voor het quorum
rule-field-decides = wie beslist
rule-field-days-after-year = dagen na het jaar
rule-field-blocks-next-year = houdt het volgende jaar tegen
rule-field-name = naam
rule-field-share = aandeel
rule-field-code = code
rule-field-price = prijs
rule-field-open-to = voor wie
rule-field-once-per-patient = één keer per patiënt
rule-field-most-per-practice = meeste per praktijk
rule-field-most-per-year = hoogste bedrag per jaar
rule-field-pot = pot
rule-field-last-day = laatste dag
rule-field-the-year-before = in het jaar ervoor
rule-field-decision-day = besloten op
rule-field-standard = standaardaanvragen
rule-field-answered-within = antwoord binnen werkdagen
rule-field-receipt-within = ontvangstbevestiging binnen werkdagen
rule-field-good-friday = Goede Vrijdag is vrij
rule-field-liberation-day = Bevrijdingsdag is vrij
rule-field-from = vanaf
rule-field-incomplete = wat niet volledig is
rule-field-chances = aantal keren aanvullen
rule-field-within = binnen werkdagen
rule-field-deadline = welke dag telt
rule-field-kind = soort
rule-field-kinds = soorten
rule-field-cents = bedrag
rule-field-fte-hundredths = fte per normpraktijk
rule-field-way = wijze
rule-field-binding = bindend
rule-choice-simple = gewoon: meer voor dan tegen
rule-choice-unanimous = eenstemmig
rule-choice-committee = de commissie
rule-choice-board = het bestuur, na advies
rule-choice-always = altijd
rule-choice-never = niet
rule-choice-from = vanaf
rule-choice-share = een aandeel
rule-choice-amount = een bedrag
rule-choice-practices-with-patients = praktijken met patiënten uit aangewezen gebieden
rule-choice-all-practices = alle praktijken
rule-choice-every-year = elk jaar
rule-choice-every-fifth-year = elk vijfde jaar
rule-choice-refused = geweigerd
rule-choice-recorded = vastgelegd, met kans om aan te vullen
rule-choice-complete = de dag waarop de aanvraag volledig was
rule-choice-first-receipt = de dag waarop de aanvraag binnenkwam
rule-choice-asked-before-spending = gevraagd voordat het geld is uitgegeven
rule-choice-staff-per-norm-practice = zoveel personeel per normpraktijk
rule-choice-none = nee
rule-choice-by-board = door het bestuur, met reden
rule-choice-proportion = naar verhouding van de patiënten
rule-choice-agreement = zoals de praktijken afspreken
rule-choice-first-come = wie het eerst komt
rule-choice-consultation = in overleg, door de commissie
