//! `PeopleService`: who is taken in, changed and erased.

use super::errors::Refused;
use super::forms::LINE;
use super::project::page_size_of;
use super::{Desk, Office, forms};
use crate::app::{Order, PlainFields, Unsealed};
use tonic::{Request, Response, Status};
use wijkfonds_domain::fund::{Command, Event};
use wijkfonds_domain::person::{self, Person, PersonField, PersonId, PersonKind};
use wijkfonds_proto::office::is_request_id;
use wijkfonds_proto::region::people_service_server::PeopleService;
use wijkfonds_proto::region::{
    ChangePersonRequest, ChangePersonResponse, DuePerson, ErasePersonRequest, ErasePersonResponse,
    ListDueForErasureRequest, ListDueForErasureResponse, PersonField as FieldMessage, RegisterPersonRequest,
    RegisterPersonResponse,
};

#[tonic::async_trait]
impl PeopleService for Office {
    async fn register_person(
        &self,
        request: Request<RegisterPersonRequest>,
    ) -> Result<Response<RegisterPersonResponse>, Status> {
        let desk = self.desk(&request)?;
        let RegisterPersonRequest { request_id, kind, fields, application, on } = request.into_inner();
        let unsealed = || {
            let kind = PersonKind::from_code(&kind).ok_or(Refused::Field("kind"))?;
            let application = (!application.is_empty()).then(|| application.parse()).transpose();
            let application = application.map_err(|_| Refused::Field("application"))?;
            let (fields, on) = (plain_fields(fields)?, forms::day(&on, "on")?);
            Ok(Unsealed::Register { kind, fields, application, on })
        };
        let events = self.seal_and_order(&desk, request_id, unsealed()).await?;
        let person = events.into_iter().find_map(|event| match event {
            Event::People(person::Event::Registered { person, .. }) => Some(person.to_string()),
            _ => None,
        });
        Ok(Response::new(RegisterPersonResponse { person: person.unwrap_or_default() }))
    }

    async fn change_person(
        &self,
        request: Request<ChangePersonRequest>,
    ) -> Result<Response<ChangePersonResponse>, Status> {
        let desk = self.desk(&request)?;
        let ChangePersonRequest { request_id, person, fields, on } = request.into_inner();
        let unsealed = || {
            let (person, fields) = (number(person)?, plain_fields(fields)?);
            Ok(Unsealed::Change { person, fields, on: forms::day(&on, "on")? })
        };
        self.seal_and_order(&desk, request_id, unsealed()).await?;
        Ok(Response::new(ChangePersonResponse {}))
    }

    async fn erase_person(
        &self,
        request: Request<ErasePersonRequest>,
    ) -> Result<Response<ErasePersonResponse>, Status> {
        let desk = self.desk(&request)?;
        let ErasePersonRequest { request_id, person, on } = request.into_inner();
        let refuse = |refused: Refused| refused.status(desk.language);
        let (person, on) = (number(person).map_err(refuse)?, forms::day(&on, "on").map_err(refuse)?);
        let command = Command::People(person::Command::Erase { person, on });
        self.order(&desk, request_id, command).await?;
        Ok(Response::new(ErasePersonResponse {}))
    }

    async fn list_due_for_erasure(
        &self,
        request: Request<ListDueForErasureRequest>,
    ) -> Result<Response<ListDueForErasureResponse>, Status> {
        let desk = self.desk(&request)?;
        let ListDueForErasureRequest { today, page_size, page_token } = request.into_inner();
        let listed = || {
            let today = forms::day(&today, "today")?;
            let after = (!page_token.is_empty()).then(|| PersonId::try_from(page_token)).transpose();
            let after = after.map_err(|_| Refused::Field("page_token"))?;
            let mut due = self.fund.read_sealed(|records| person::due(records, today))?;
            due.retain(|person| after.as_ref().is_none_or(|after| person.id > *after));
            let size = page_size_of(page_size);
            let more = due.len() > size;
            due.truncate(size);
            let next = due.last().filter(|_| more).map(|last| last.id.to_string());
            let persons = due.into_iter().map(|person| self.due_person(person));
            let persons = persons.collect::<Result<_, Refused>>()?;
            Ok(ListDueForErasureResponse { persons, next_page_token: next.unwrap_or_default() })
        };
        listed().map(Response::new).map_err(|refused: Refused| refused.status(desk.language))
    }
}

impl Office {
    async fn seal_and_order(
        &self,
        desk: &Desk,
        request_id: String,
        unsealed: Result<Unsealed, Refused>,
    ) -> Result<Vec<Event>, Status> {
        let unsealed = unsealed.map_err(|refused| refused.status(desk.language))?;
        if !is_request_id(&request_id) {
            return Err(Refused::Field("request_id").status(desk.language));
        }
        let order = Order { actor: desk.actor.clone(), request_id, command: unsealed };
        let done = self.fund.order_unsealed(order).await;
        Ok(done.map_err(|error| Refused::from(error).status(desk.language))?.events)
    }

    fn due_person(&self, mut person: Person) -> Result<DuePerson, Refused> {
        let name = if person.kind == PersonKind::File {
            let of = self.fund.read_sealed(|records| person::practices_of(records, &person.id))?;
            of.first().map(|(year, practice)| format!("{year} {}", practice.as_str()))
        } else {
            let name = person.fields.remove(&PersonField::Name);
            name.and_then(|sealed| self.fund.field(PersonField::Name, sealed))
        };
        Ok(DuePerson {
            person: person.id.to_string(),
            kind: person.kind.code().to_owned(),
            name: name.unwrap_or_default(),
            last_year: u32::from(person.last_year.get()),
        })
    }
}

fn number(text: String) -> Result<PersonId, Refused> {
    PersonId::try_from(text).map_err(|_| Refused::Field("person"))
}

fn plain_fields(fields: Vec<FieldMessage>) -> Result<PlainFields, Refused> {
    let mut plain = PlainFields::new();
    for FieldMessage { field, text } in fields {
        let field = PersonField::from_code(&field).ok_or(Refused::Field("fields.field"))?;
        let text = forms::text(text, LINE, "fields.text")?;
        if text.trim().is_empty() || plain.insert(field, text).is_some() {
            return Err(Refused::Field("fields"));
        }
    }
    Ok(plain)
}
