//! How applications come in: drafts, lists of GPs, admissions, receipts, and what practices agree on.

use super::forms::{application_form, details};
use super::{Calls, StepError, reason_of};
use wijkfonds_domain::count::gp::GpCounts;
use wijkfonds_domain::project::ApplicationForm;
use wijkfonds_domain::rules::Way;
use wijkfonds_domain::terms::{Agb, Date, Year};
use wijkfonds_proto::region as messages;

impl Calls {
    pub(in crate::demo::region) async fn count_gps(&mut self, lists: &GpCounts) -> Result<(), StepError> {
        let practice = lists.practice.as_str().to_owned();
        let gp = |gp: &wijkfonds_domain::count::gp::GpCount| messages::GpCount {
            gp: gp.gp.as_str().to_owned(),
            population: gp.population,
            patients: gp.patients,
        };
        let request = messages::CountGpsRequest {
            request_id: format!("gps-{practice}"),
            year: lists.year.into(),
            practice,
            source: lists.source.clone(),
            reference_date: lists.reference_date.to_string(),
            gps: lists.gps.iter().map(gp).collect(),
        };
        self.intake.clerk.count_gps(request).await?;
        Ok(())
    }

    pub(in crate::demo::region) async fn admit(
        &mut self,
        year: Year,
        practice: &Agb,
        on: Date,
        reason: &str,
    ) -> Result<(), StepError> {
        let practice = practice.as_str().to_owned();
        let request_id = format!("admit-{practice}");
        let (on, reason) = (on.to_string(), reason.to_owned());
        let request = messages::AdmitPracticeRequest { request_id, year: year.into(), practice, on, reason };
        self.intake.board.admit_practice(request).await?;
        Ok(())
    }

    /// Hands in a draft that was not complete before, complete now; answers as `submit` does.
    pub(in crate::demo::region) async fn complete(
        &mut self,
        request_id: &str,
        draft: &str,
        form: &ApplicationForm,
    ) -> Result<(String, Option<messages::Exclusion>), StepError> {
        let said = form.details.as_ref().map(|said| details(said));
        let draft = self.save_draft(&format!("{request_id}-write"), Some(draft), form, said).await?;
        let answer = self.hand_in_draft(request_id, &draft, form.received_on).await?;
        Ok((answer.id, answer.exclusion))
    }

    /// Hands in an application without what the rules ask, and gives the draft that may be completed.
    pub(in crate::demo::region) async fn submit_incomplete(
        &mut self,
        request_id: &str,
        form: &ApplicationForm,
        on: Date,
    ) -> Result<String, StepError> {
        let draft = self.save_draft(&format!("{request_id}-begin"), None, form, None).await?;
        self.hand_in_draft(&format!("{request_id}-incomplete"), &draft, on).await?;
        Ok(draft)
    }

    async fn save_draft(
        &mut self,
        request_id: &str,
        draft: Option<&str>,
        form: &ApplicationForm,
        details: Option<messages::Details>,
    ) -> Result<String, StepError> {
        let request = messages::SaveDraftRequest {
            request_id: request_id.to_owned(),
            draft: draft.unwrap_or_default().to_owned(),
            form: Some(application_form(form)),
            details,
        };
        Ok(self.intake.clerk.save_draft(request).await?.into_inner().draft)
    }

    async fn hand_in_draft(
        &mut self,
        request_id: &str,
        draft: &str,
        on: Date,
    ) -> Result<messages::SubmitDraftResponse, StepError> {
        let request = messages::SubmitDraftRequest {
            request_id: request_id.to_owned(),
            draft: draft.to_owned(),
            on: on.to_string(),
            at: String::new(),
        };
        Ok(self.intake.clerk.submit_draft(request).await?.into_inner())
    }

    pub(in crate::demo::region) async fn send_receipt(
        &mut self,
        id: &str,
        on: Date,
        meeting_on: Date,
    ) -> Result<(), StepError> {
        let request = messages::SendReceiptRequest {
            request_id: format!("receipt-{id}"),
            id: id.to_owned(),
            on: on.to_string(),
            meeting_on: meeting_on.to_string(),
        };
        self.intake.clerk.send_receipt(request).await?;
        Ok(())
    }

    /// What a way to share out a pot gives an application of it. Where practices share it out among themselves and
    /// have not agreed yet, they agree on what the proportion gives, and all sign.
    pub(in crate::demo::region) async fn share(
        &mut self,
        year: Year,
        pot: &str,
        way: Way,
        id: &str,
    ) -> Result<i64, StepError> {
        let mut outcomes = self.ways(year, pot).await?;
        let unsigned = outcome_of(&outcomes, way).map(|found| found.unsigned.clone()).unwrap_or_default();
        if !unsigned.is_empty() {
            let shares = outcome_of(&outcomes, Way::Proportion).map(|found| found.shares.clone());
            self.agree(year, pot, shares.unwrap_or_default(), unsigned).await?;
            outcomes = self.ways(year, pot).await?;
        }
        let share = outcome_of(&outcomes, way).and_then(|found| found.shares.iter().find(|one| one.id == id));
        Ok(share.map_or(0, |share| share.cents))
    }

    async fn ways(&mut self, year: Year, pot: &str) -> Result<Vec<messages::AllocationOutcome>, StepError> {
        let request = messages::PreviewAllocationRequest { year: year.into(), pot: pot.to_owned() };
        Ok(self.intake.committee.preview_allocation(request).await?.into_inner().outcomes)
    }

    async fn agree(
        &mut self,
        year: Year,
        pot: &str,
        shares: Vec<messages::Share>,
        unsigned: Vec<String>,
    ) -> Result<(), StepError> {
        let request = messages::RecordAgreementRequest {
            request_id: format!("agree-{}", plain(pot)),
            year: year.into(),
            pot: pot.to_owned(),
            shares,
        };
        // an agreement from before the demonstration was broken off stands, and lacks signatures only
        let recorded = self.intake.clerk.record_agreement(request).await;
        if let Err(status) = recorded
            && reason_of(&status).as_deref() != Some("REQUEST_ID_REUSED")
        {
            return Err(status.into());
        }
        for practice in unsigned {
            let request = messages::SignAgreementRequest {
                request_id: format!("sign-{}-{practice}", plain(pot)),
                year: year.into(),
                pot: pot.to_owned(),
                practice,
            };
            self.intake.clerk.sign_agreement(request).await?;
        }
        Ok(())
    }
}

fn outcome_of(outcomes: &[messages::AllocationOutcome], way: Way) -> Option<&messages::AllocationOutcome> {
    outcomes.iter().find(|outcome| outcome.way == way.code())
}

/// A pot's name with the characters that a request id can have.
fn plain(pot: &str) -> String {
    pot.chars().filter(char::is_ascii_alphanumeric).collect()
}
