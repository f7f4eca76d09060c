//! `/projects`: the applications of a year, fifty at a time.

use super::words::Words;
use super::years::Years;
use super::{NoPage, Page};
use crate::app::Fund;
use askama::Template;
use wijkfonds_domain::count::enrolled;
use wijkfonds_domain::person::Name;
use wijkfonds_domain::project::{self, Application, ApplicationId, evaluation};
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::terms::{Cents, Overflow, Year};
use wijkfonds_edge::page::Asked;

/// Applications on a page.
const PAGE_SIZE: usize = 50;

/// Applications that are read at once to find those at a stage.
const BATCH_SIZE: usize = 200;

/// Where an application can stand, by code, in the order of its life.
const STAGES: [&str; 9] = [
    "submitted",
    "excluded",
    "deferred",
    "refused",
    "withdrawn",
    "granted",
    "evaluation_in",
    "evaluation_rejected",
    "completed",
];

pub(super) fn page(fund: &Fund, asked: &Asked) -> Result<Page, NoPage> {
    let year = asked.year()?;
    let after = asked.parameter("after")?;
    let stage = asked.read("stage", |text| STAGES.iter().copied().find(|stage| *stage == text))?;
    let words = Words(asked.language);
    let (years, mut listed) = fund.read(|records| {
        let years = Years::read(records, year)?;
        let listed = years.shown.map(|year| Listed::read(records, year, after, stage)).transpose()?;
        Ok((years, listed.unwrap_or_default()))
    })?;
    for row in &mut listed.rows {
        row.practice = row.practice.take().map(|name| fund.practice_name(name));
    }
    Page::new(words.of("title-applications"), &Projects { words, years, stage, after, listed })
}

#[derive(Template)]
#[template(path = "projects.html")]
struct Projects {
    words: Words,
    years: Years,
    stage: Option<&'static str>,
    after: Option<ApplicationId>,
    listed: Listed,
}

/// The applications of one page.
#[derive(Default)]
struct Listed {
    rows: Vec<Row>,
    sums: Sums,
    /// The last one of this page, when there are more.
    more_after: Option<ApplicationId>,
}

struct Row {
    application: Application,
    practice: Option<Name>,
    sums: Sums,
}

#[derive(Clone, Copy, Default)]
struct Sums {
    asked: Cents,
    granted: Cents,
    paid: Cents,
}

impl Listed {
    fn read(
        records: &dyn Records,
        year: Year,
        after: Option<ApplicationId>,
        stage: Option<&str>,
    ) -> Result<Self, Fault> {
        let mut found = find(records, year, after, stage)?;
        let more = found.len() > PAGE_SIZE;
        found.truncate(PAGE_SIZE);
        let more_after = found.last().filter(|_| more).map(|last| last.id);
        let rows = found.into_iter().map(|application| Row::read(records, application));
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        let sums = rows.iter().try_fold(Sums::default(), |sum, row| sum.plus(row.sums));
        Ok(Self { rows, sums: sums.map_err(Fault::new)?, more_after })
    }
}

/// The applications at a stage, or all, in order: one more than a page, if there are so many.
fn find(
    records: &dyn Records,
    year: Year,
    mut after: Option<ApplicationId>,
    stage: Option<&str>,
) -> Result<Vec<Application>, Fault> {
    let batch_size = if stage.is_some() { BATCH_SIZE } else { PAGE_SIZE + 1 };
    let mut found = Vec::new();
    while found.len() <= PAGE_SIZE {
        let batch = project::applications_after(records, year, after, batch_size)?;
        let is_last = batch.len() < batch_size;
        after = batch.last().map(|last| last.id);
        found.extend(batch.into_iter().filter(|one| stage.is_none_or(|stage| one.stage.code() == stage)));
        if is_last {
            break;
        }
    }
    Ok(found)
}

impl Row {
    fn read(records: &dyn Records, application: Application) -> Result<Self, Fault> {
        let practice = enrolled::practice(records, application.id.year, &application.form.applicant)?;
        let sums = Sums::of(&application).map_err(Fault::new)?;
        Ok(Self { application, practice: practice.map(|practice| practice.name), sums })
    }
}

impl Sums {
    fn of(application: &Application) -> Result<Self, Overflow> {
        Ok(Self {
            asked: application.form.requested()?,
            granted: application.granted()?,
            paid: evaluation::paid(application)?,
        })
    }

    fn plus(self, other: Self) -> Result<Self, Overflow> {
        Ok(Self {
            asked: self.asked.plus(other.asked)?,
            granted: self.granted.plus(other.granted)?,
            paid: self.paid.plus(other.paid)?,
        })
    }
}

impl Projects {
    fn caption(&self, year: &Year) -> String {
        self.words.with("list-caption", "year", &year.to_string())
    }

    fn stage_name(&self, code: &str) -> String {
        self.words.of(&format!("stage-{}", code.replace('_', "-")))
    }

    fn is_stage(&self, code: &str) -> bool {
        self.stage == Some(code)
    }

    /// The first page of a year, at the stage that is shown.
    fn path(&self, year: &Year) -> String {
        match self.stage {
            Some(stage) => self.path_of_stage(year, stage),
            None => self.path_of_all(year),
        }
    }

    fn path_of_all(&self, year: &Year) -> String {
        format!("/projects?year={year}")
    }

    fn path_of_stage(&self, year: &Year, stage: &str) -> String {
        format!("/projects?year={year}&stage={stage}")
    }

    /// The page after this one.
    fn path_after(&self, year: &Year, last: &ApplicationId) -> String {
        format!("{}&after={last}", self.path(year))
    }
}
