//! What `data` holds, in a draft.

use super::{
    fields::{Entry, Records, Target},
    yaml::Writer,
};
use crate::import::{
    example::Json,
    facts::{Facts, Field, Root, Side},
    table::words::Base,
    text::key,
};

/// What `data` holds, in the draft.
pub(crate) enum Response {
    None(Option<String>),
    Object(Vec<Entry>),
    List(String),
}

impl Response {
    pub(crate) fn write(&self, writer: &mut Writer) {
        match self {
            Self::None(why) => {
                if let Some(why) = why {
                    writer.review(0, why);
                }
                writer.line(0, "response: none");
            }
            Self::List(ty) => writer.line(0, &format!("response: {{ list_of: {ty} }}")),
            Self::Object(fields) => {
                writer.key("response");
                writer.line(1, "doc: \"Drafted: what the platform answers.\"");
                writer.line(1, "fields:");
                writer.fields_at(fields, 2);
            }
        }
        writer.blank();
    }
}

impl Records<'_> {
    /// What `data` holds.
    pub(crate) fn response(&mut self, facts: &Facts) -> Response {
        let operation = self.operation.clone();
        let target = format!("{operation}.response");
        for part in [
            "response",
            "response.code",
            "response.message",
            "response.data",
        ] {
            let about = if part.ends_with("code") || part.ends_with("message") {
                "envelope"
            } else {
                &target
            };
            self.targets.insert(part.to_owned(), Target::certain(about));
        }
        let data = facts
            .response
            .iter()
            .find(|field| key(&field.name) == "data");
        match (facts.root, data) {
            (Root::Envelope, Some(data)) => self.data(data, &target),
            (Root::Envelope, None) => Response::None(
                (!facts
                    .examples
                    .responses
                    .iter()
                    .all(|response| response.get("data").is_none()))
                .then(|| "no row of the table is about data".to_owned()),
            ),
            (Root::Data, _) => {
                let fields = self.record(&facts.response, Side::Response, &target, "response");
                Response::Object(fields)
            }
            (Root::Rows, _) => {
                let mut list = Field::named("row", 0, Base::List);
                list.ty.element = Base::Object;
                list.fields.clone_from(&facts.response);
                self.list(&list, "response", "response.data[]")
            }
            (Root::None, _) => self.answer_of_example(facts, &target),
        }
    }

    fn data(&mut self, data: &Field, target: &str) -> Response {
        match (data.ty.base, data.ty.element) {
            (Base::List, Base::Object) => self.list(data, "response.data[]", "response.data[]"),
            (Base::Object, _) => {
                let fields = self.record(&data.fields, Side::Response, target, "response.data");
                if fields.is_empty() {
                    return Response::None(Some(
                        "the page does not say what data holds".to_owned(),
                    ));
                }
                Response::Object(fields)
            }
            _ => Response::None(Some(format!(
                "the page says that data is {}, which is not carried",
                data.ty.name()
            ))),
        }
    }

    fn list(&mut self, list: &Field, path: &str, shown: &str) -> Response {
        let ty = self.declare(list, Side::Response, path, shown);
        ty.map_or_else(
            || {
                Response::None(Some(
                    "the page does not say what the rows of data hold".to_owned(),
                ))
            },
            Response::List,
        )
    }

    /// An answer that no table describes.
    fn answer_of_example(&mut self, facts: &Facts, target: &str) -> Response {
        let data = facts
            .examples
            .responses
            .iter()
            .find_map(|response| response.get("data"));
        match data {
            Some(Json::Object(members)) if !members.is_empty() => {
                let fields = self.record(&[], Side::Response, target, "response.data");
                Response::Object(fields)
            }
            Some(Json::List(_)) => {
                let mut list = Field::named("row", 0, Base::List);
                list.ty.element = Base::Object;
                self.list(&list, "response.data[]", "response.data[]")
            }
            _ => Response::None(Some(
                "no table and no example shows what data holds".to_owned(),
            )),
        }
    }
}
