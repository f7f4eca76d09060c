//! Several clients at work at the same time, who remember what they were answered.

use crate::support::{Clerk, reason};
use std::collections::BTreeMap;
use tonic::Status;
use wijkfonds_proto::region::{
    Application, GetApplicationRequest, Instalment, ListApplicationsRequest, ListPotsRequest,
};

/// So many applications a client takes up in one round at most.
const MOST: u32 = 8;

/// An application as its client knows it: what it asked, and what it was answered.
pub(crate) struct Filed {
    /// Also the title of the application, so that an application can be found by the request that made it.
    pub(crate) request_id: String,
    practice: u32,
    cents: i64,
    id: Option<String>,
    instalments: Option<Vec<Instalment>>,
    paid: bool,
}

/// Submits, grants and pays until the node is gone. What was asked last may have been done or not.
pub(crate) async fn work(mut clerk: Clerk, round: u32, client: u32) -> Vec<Filed> {
    let mut all = Vec::new();
    for number in 0..MOST {
        let mut filed = Filed::new(round, client, number);
        let done = filed.go_on(&mut clerk).await;
        all.push(filed);
        if let Err(status) = done {
            assert_eq!(reason(&status), "", "the node refused: {status:?}");
            return all;
        }
    }
    all
}

impl Filed {
    fn new(round: u32, client: u32, number: u32) -> Self {
        // four parts without a remainder; small enough for every practice's maximum over all rounds
        let cents = i64::from(4 * (250 + 7 * round + 3 * client + number));
        let request_id = format!("{round}-{client}-{number}");
        Self {
            request_id,
            practice: 1 + (client + 4 * number) % 12,
            cents,
            id: None,
            instalments: None,
            paid: false,
        }
    }

    fn form(&self) -> wijkfonds_proto::region::ApplicationForm {
        let mut form = Clerk::form(self.practice, self.cents);
        form.title = self.request_id.clone();
        form
    }

    /// Asks for what has not been answered yet.
    async fn go_on(&mut self, clerk: &mut Clerk) -> Result<(), Status> {
        let id = match &self.id {
            Some(id) => id.clone(),
            None => {
                let answer = clerk.submit(&self.request_id, self.form()).await?;
                assert!(answer.exclusion.is_none(), "{}", self.request_id);
                self.id.insert(answer.id).clone()
            }
        };
        if self.instalments.is_none() {
            self.instalments = Some(clerk.grant(&id, self.cents).await?);
        }
        if !self.paid {
            clerk.pay(&id, 1).await?;
            self.paid = true;
        }
        Ok(())
    }

    /// Checks that what was answered is there, and that nothing is half there.
    pub(crate) async fn check(&self, clerk: &mut Clerk) {
        let Some(id) = &self.id else { return };
        let request = GetApplicationRequest { id: id.clone() };
        let found = clerk.projects.get_application(request).await.unwrap().into_inner().application.unwrap();
        self.check_against(&found);
    }

    fn check_against(&self, found: &Application) {
        assert_eq!(self.id.as_ref().unwrap_or(&found.id), &found.id);
        assert!(found.form.as_ref() == Some(&self.form()), "{}", self.request_id);
        let whole: i64 = found.instalments.iter().map(|instalment| instalment.cents).sum();
        match found.stage.as_str() {
            "submitted" => {
                assert!(self.instalments.is_none() && found.instalments.is_empty(), "{}", self.request_id)
            }
            "granted" => assert_eq!((found.instalments.len(), whole), (3, self.cents), "{}", self.request_id),
            stage => panic!("{} is {stage}", self.request_id),
        }
        for (answered, found) in self.instalments.iter().flatten().zip(&found.instalments) {
            assert_eq!((answered.number, answered.cents), (found.number, found.cents));
        }
        if self.paid {
            let first = &found.instalments[0];
            assert_eq!((first.state.as_str(), first.on.as_str()), ("paid", "2018-12-01"));
        }
    }

    /// Repeats what was never answered, and then everything: each request has one result.
    pub(crate) async fn finish(&mut self, clerk: &mut Clerk) {
        let answered = self.is_finished();
        self.go_on(clerk).await.unwrap();
        if answered {
            return;
        }
        let mut again =
            Self { id: None, instalments: None, paid: false, request_id: self.request_id.clone(), ..*self };
        again.go_on(clerk).await.unwrap();
        let same = (&again.id, &again.instalments) == (&self.id, &self.instalments);
        assert!(same, "{}", self.request_id);
    }

    /// Whether everything was answered.
    pub(crate) fn is_finished(&self) -> bool {
        self.paid
    }

    /// How many of the three steps were not answered; only the first of them was asked.
    pub(crate) fn steps_left(&self) -> u64 {
        [self.id.is_none(), self.instalments.is_none(), !self.paid].into_iter().map(u64::from).sum()
    }
}

/// Checks the year as a whole against everything that was ever filed, all of it finished.
pub(crate) async fn check_all(clerk: &mut Clerk, filed: &[Filed]) {
    let mut expected: BTreeMap<&str, &Filed> =
        filed.iter().map(|filed| (filed.request_id.as_str(), filed)).collect();
    let mut page_token = String::new();
    loop {
        let request =
            ListApplicationsRequest { year: 2018, page_size: 500, page_token, ..Default::default() };
        let page = clerk.projects.list_applications(request).await.unwrap().into_inner();
        for found in &page.applications {
            let title = found.form.as_ref().unwrap().title.as_str();
            let filed = expected.remove(title).unwrap_or_else(|| panic!("twice, or from nobody: {title}"));
            filed.check_against(found);
        }
        page_token = page.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    assert!(expected.is_empty(), "gone: {:?}", expected.keys());
}

/// Checks that the year's money adds up, and is what was granted and paid.
pub(crate) async fn check_balance(clerk: &mut Clerk, filed: &[Filed]) {
    let summary = clerk.summary().await;
    let granted: i64 = filed.iter().map(|filed| filed.cents).sum();
    let count = u64::try_from(filed.len()).unwrap();
    assert_eq!((summary.submitted, summary.granted, summary.open), (count, count, 0));
    assert_eq!((summary.granted_cents, summary.paid_cents), (granted, granted / 2));
    let later = summary.held_cents + summary.not_yet_due_cents + summary.due_cents + summary.lapsed_cents;
    assert_eq!(summary.granted_cents, summary.paid_cents + later);
    let pots = clerk.fund.list_pots(ListPotsRequest { year: 2018 }).await.unwrap().into_inner();
    let [pot] = pots.pots.as_slice() else { panic!("{} pots", pots.pots.len()) };
    assert_eq!(pot.filled_cents, 150_000 * 592);
    assert_eq!(pot.free_cents + pot.committed_cents + summary.paid_cents, pot.filled_cents);
    assert_eq!(pots.bank_cents + summary.paid_cents, pot.filled_cents);
}
