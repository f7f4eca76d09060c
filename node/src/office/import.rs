//! Files of counts as they come in, with answers that say how far they are.

use super::errors::Refused;
use super::{Desk, Office, forms};
use crate::app::import::{self, FileProblem, IMPORTS_AT_ONCE, Parsed, Upload};
use crate::app::{CommandError, Order};
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::spawn_blocking;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status, Streaming};
use wijkfonds_domain::count::enrolled::{self, Overviews};
use wijkfonds_domain::count::insured::{self, InsuredCounts};
use wijkfonds_domain::count::{ListedAreas, RowProblem, SettledCounts};
use wijkfonds_domain::fund::{Command, ImportRefusal, Refusal};
use wijkfonds_domain::settlement::listed_insurers;
use wijkfonds_domain::terms::Uzovi;
use wijkfonds_edge::{Language, messages as sentences};
use wijkfonds_proto::region::{
    FileProblem as ProblemMessage, ImportInsuredHeader, ImportInsuredResponse, ImportOverviewsHeader,
    ImportOverviewsResponse, ImportProgress,
};

/// How many files may be taken in at once, so that their memory has a bound.
pub(super) fn permits() -> Arc<Semaphore> {
    Arc::new(Semaphore::new(IMPORTS_AT_ONCE))
}

/// Answers on an import: how far it is, and at last what came of it.
pub(super) type Answers<A> = ReceiverStream<Result<A, Status>>;

/// A part of what comes in.
pub(super) enum Part<H> {
    /// What comes before the file.
    Header(H),
    /// A part of the file.
    Chunk(Vec<u8>),
}

/// An answer on an import.
pub(super) trait Answer: Send + 'static {
    /// How far it is.
    fn underway(progress: ImportProgress) -> Self;
    /// What is wrong with the file.
    fn refused(problems: Vec<ProblemMessage>) -> Self;
}

impl Answer for ImportInsuredResponse {
    fn underway(progress: ImportProgress) -> Self {
        Self { progress: Some(progress), ..Self::default() }
    }

    fn refused(problems: Vec<ProblemMessage>) -> Self {
        Self { problems, ..Self::default() }
    }
}

impl Answer for ImportOverviewsResponse {
    fn underway(progress: ImportProgress) -> Self {
        Self { progress: Some(progress), ..Self::default() }
    }

    fn refused(problems: Vec<ProblemMessage>) -> Self {
        Self { problems, ..Self::default() }
    }
}

/// Tells the caller how far an import is. Who reads slowly misses tidings, and holds nothing up.
pub(super) struct Teller<A> {
    answers: mpsc::Sender<Result<A, Status>>,
    progress: ImportProgress,
}

impl<A: Answer> Teller<A> {
    fn tell(&mut self, change: impl FnOnce(&mut ImportProgress)) {
        change(&mut self.progress);
        drop(self.answers.try_send(Ok(A::underway(self.progress))));
    }
}

/// Bytes between two tidings of how much has come in.
const TOLD_EVERY: usize = 1 << 20;

impl Office {
    /// Takes a file in, and lets `work` do with it what it is for. Whoever stops listening stops it, unless it is
    /// being carried out already.
    pub(super) async fn take_file<Q, H, A, F>(
        &self,
        request: Request<Streaming<Q>>,
        part: fn(Q) -> Option<Part<H>>,
        work: fn(Office, Desk, H, Upload, Teller<A>) -> F,
    ) -> Result<Response<Answers<A>>, Status>
    where
        Q: Send + 'static,
        H: Send + 'static,
        A: Answer,
        F: Future<Output = Result<A, Status>> + Send + 'static,
    {
        let desk = self.desk(&request)?;
        let permit = Arc::clone(&self.imports).try_acquire_owned();
        let permit = permit.map_err(|_| Refused::from(CommandError::Busy).status(desk.language))?;
        let mut parts = request.into_inner();
        let Some(Part::Header(header)) = parts.message().await?.and_then(part) else {
            return Err(Refused::Field("header").status(desk.language));
        };
        let (answers, told) = mpsc::channel(16);
        let office = self.clone();
        let taken = async move {
            let mut teller = Teller { answers: answers.clone(), progress: ImportProgress::default() };
            let last = async {
                let upload = receive(&mut parts, part, &mut teller, desk.language).await?;
                work(office, desk, header, upload, teller).await
            };
            tokio::select! {
                () = answers.closed() => {}
                last = last => drop(answers.send(last).await),
            }
            drop(permit);
        };
        tokio::spawn(taken);
        Ok(Response::new(ReceiverStream::new(told)))
    }

    pub(super) async fn insured(
        self,
        desk: Desk,
        header: ImportInsuredHeader,
        upload: Upload,
        teller: Teller<ImportInsuredResponse>,
    ) -> Result<ImportInsuredResponse, Status> {
        let refuse = |refused: Refused| refused.status(desk.language);
        let year = forms::year(header.year).map_err(refuse)?;
        let quarter = forms::quarter(header.quarter).map_err(refuse)?;
        let reference_date = forms::day(&header.reference_date, "header.reference_date").map_err(refuse)?;
        let known = self.fund.read(|records| {
            let insurers: BTreeSet<Uzovi> =
                listed_insurers(records)?.into_iter().map(|insurer| insurer.uzovi).collect();
            Ok((ListedAreas::read(records, year)?, insurers))
        });
        let (areas, insurers) = known.map_err(|error| refuse(error.into()))?;
        // without a list of areas the fund refuses the whole import
        let check =
            move |rows: &[_]| areas.map_or(Vec::new(), |areas| insured::problems(rows, &areas, &insurers));
        let (checked, mut teller) = read(upload, teller, import::insured, check, desk.language).await?;
        let (rows, lines) = match checked {
            Ok(checked) => checked,
            Err(problems) => return Ok(refused(&header.file_name, problems, desk.language)),
        };
        let taken = rows.len() as u64;
        let source = forms::text(header.source, forms::LINE, "header.source").map_err(refuse)?;
        let correction = forms::text(header.correction, forms::TEXT, "header.correction").map_err(refuse)?;
        let correction = Some(correction).filter(|reason| !reason.is_empty());
        let counts = InsuredCounts { year, quarter, source, reference_date, correction, rows };
        let order = self.import(&desk, header.request_id, Command::ImportInsured(counts), &lines).await?;
        if let Err(problems) = order {
            return Ok(refused(&header.file_name, problems, desk.language));
        }
        teller.tell(|progress| progress.rows_booked = taken);
        let settled = self.fund.read(|records| SettledCounts::read(records, year));
        let insured = settled.map_err(|error| refuse(error.into()))?.total();
        Ok(ImportInsuredResponse { rows: taken, insured, ..Default::default() })
    }

    pub(super) async fn overviews(
        self,
        desk: Desk,
        header: ImportOverviewsHeader,
        upload: Upload,
        teller: Teller<ImportOverviewsResponse>,
    ) -> Result<ImportOverviewsResponse, Status> {
        let refuse = |refused: Refused| refused.status(desk.language);
        let year = forms::year(header.year).map_err(refuse)?;
        let reference_date = forms::day(&header.reference_date, "header.reference_date").map_err(refuse)?;
        let quarter = match header.quarter {
            0 => None,
            number => Some(forms::quarter(number).map_err(refuse)?),
        };
        let areas = self.fund.read(|records| ListedAreas::read(records, year));
        let areas = areas.map_err(|error| refuse(error.into()))?;
        let check = move |rows: &[_]| areas.map_or(Vec::new(), |areas| enrolled::problems(rows, &areas));
        let (checked, mut teller) = read(upload, teller, import::overviews, check, desk.language).await?;
        let (rows, lines) = match checked {
            Ok(checked) => checked,
            Err(problems) => return Ok(refused(&header.file_name, problems, desk.language)),
        };
        let taken = rows.len() as u64;
        let source = forms::text(header.source, forms::LINE, "header.source").map_err(refuse)?;
        let correction = forms::text(header.correction, forms::TEXT, "header.correction").map_err(refuse)?;
        let correction = Some(correction).filter(|reason| !reason.is_empty());
        let overviews = Overviews { year, source, reference_date, quarter, correction, rows };
        let order =
            self.import(&desk, header.request_id, Command::ImportOverviews(overviews), &lines).await?;
        if let Err(problems) = order {
            return Ok(refused(&header.file_name, problems, desk.language));
        }
        teller.tell(|progress| progress.rows_booked = taken);
        let practices = self.fund.read(|records| enrolled::practices(records, year));
        let practices = practices.map_err(|error| refuse(error.into()))?.len() as u64;
        Ok(ImportOverviewsResponse { rows: taken, practices, ..Default::default() })
    }

    /// Carries out an import. The fund checks the rows again, on the records as they are by then; what it finds is
    /// told by line, as the rest.
    async fn import(
        &self,
        desk: &Desk,
        request_id: String,
        command: Command,
        lines: &[u64],
    ) -> Result<Result<(), Vec<FileProblem>>, Status> {
        let order = Order { actor: desk.actor.clone(), request_id, command };
        match self.fund.order(order).await {
            Ok(_) => Ok(Ok(())),
            Err(CommandError::Refused(Refusal::Import(ImportRefusal::Rows(problems)))) => {
                Ok(Err(import::in_file(lines, problems)))
            }
            Err(error) => Err(Refused::from(error).status(desk.language)),
        }
    }
}

/// Takes chunk after chunk, until the file is whole or breaks a limit.
async fn receive<Q, H, A: Answer>(
    parts: &mut Streaming<Q>,
    part: fn(Q) -> Option<Part<H>>,
    teller: &mut Teller<A>,
    language: Language,
) -> Result<Upload, Status> {
    let (mut upload, mut told) = (Upload::default(), 0);
    while let Some(next) = parts.message().await? {
        let Some(Part::Chunk(chunk)) = part(next) else {
            return Err(Refused::Field("chunk").status(language));
        };
        if !upload.take(&chunk) {
            break;
        }
        if upload.received() >= told + TOLD_EVERY {
            told = upload.received();
            teller.tell(|progress| progress.bytes_received = told as u64);
        }
    }
    Ok(upload)
}

type Checked<T> = Result<(Vec<T>, Vec<u64>), Vec<FileProblem>>;

/// Reads and checks a file on a thread of its own: it takes seconds, and others are served meanwhile.
async fn read<T: Send + 'static, A: Answer>(
    upload: Upload,
    mut teller: Teller<A>,
    parse: fn(Upload, &mut dyn FnMut(u64)) -> Parsed<T>,
    check: impl FnOnce(&[T]) -> Vec<RowProblem> + Send + 'static,
    language: Language,
) -> Result<(Checked<T>, Teller<A>), Status> {
    let read = spawn_blocking(move || {
        teller.tell(|progress| progress.bytes_received = upload.received() as u64);
        let parsed = parse(upload, &mut |rows| teller.tell(|progress| progress.rows_read = rows));
        let checked = parsed.checked(check);
        if let Ok((rows, _)) = &checked {
            let rows = rows.len() as u64;
            teller.tell(|progress| (progress.rows_read, progress.rows_checked) = (rows, rows));
        }
        (checked, teller)
    });
    read.await.map_err(|_| Refused::from(CommandError::Stopped).status(language))
}

fn refused<A: Answer>(file: &str, problems: Vec<FileProblem>, language: Language) -> A {
    let message = |FileProblem { line, field, rule }: FileProblem| ProblemMessage {
        file: file.to_owned(),
        line,
        field: field.to_owned(),
        rule: rule.code().to_owned(),
        sentence: sentences::row_problem(language, file, line, &RowProblem { row: 0, field, rule }),
    };
    A::refused(problems.into_iter().map(message).collect())
}
