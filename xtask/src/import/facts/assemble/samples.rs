//! Examples: what each shows.

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

use std::cmp::Ordering;

use super::{Reader, address::called};
use crate::import::{
    compare,
    example::{self, Json},
    facts::{Envelope, Examples, Field, Side, sections::Section},
    page::Line,
    table::words::Base,
    text::pattern,
};

impl Reader {
    pub(super) fn code(&mut self, line: &Line) {
        if self.query(&line.text) {
            return;
        }
        if self.spoken.is_none() {
            self.spoken = called(&line.text, line.line);
        }
        let read = match example::read(&line.text) {
            Ok(read) => read,
            Err(why) => {
                if line.text.trim_start().starts_with(['{', '[']) {
                    let side = self.section.side.or(self.side).unwrap_or(Side::Response);
                    self.note(
                        "json-invalid",
                        &[side.name().to_owned()],
                        &format!("the example cannot be read: {why}"),
                    );
                    self.mark_announced(side);
                }
                return;
            }
        };
        let side = self.section.side.or(self.side);
        if let Some(first) = read.repairs.first() {
            let side = Self::side_of(&read.value, side).unwrap_or(Side::Response);
            let more = read
                .repairs
                .get(1..)
                .unwrap_or_default()
                .iter()
                .map(|more| format!("; {more}"))
                .collect::<String>();
            self.note(
                "json-invalid",
                &[side.name().to_owned()],
                &format!("{first}{more}"),
            );
        }
        if let Some(side) = Self::side_of(&read.value, side) {
            self.mark_shown(side, &read.value);
        }
        self.samples.push(Sample {
            section: self.section.clone(),
            side,
            failure: self.section.failure,
            value: read.value,
        });
        // The next block below the same heading is an example of its own.
        self.section.failure = false;
    }

    /// Takes the example of a call whose parameters stand in its address.
    pub(super) fn query(&mut self, text: &str) -> bool {
        let section = &self.section;
        let Some(pairs) = example::query(text).filter(|_| {
            section.example && !section.failure && section.side != Some(Side::Response)
        }) else {
            return false;
        };
        let text = |value: &str| {
            if value.contains(['{', '<', '[']) {
                Json::Null
            } else {
                Json::Text(value.to_owned())
            }
        };
        let members = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), text(value)));
        self.queries.push(Json::Object(members.collect()));
        self.mark_announced(Side::Request);
        true
    }

    pub(super) fn mark_announced(&mut self, side: Side) {
        for announced in &mut self.announced {
            announced.came |= announced.side == side;
        }
    }

    /// Marks what an example on `side` makes good. What went wrong, below a heading for that, shows nothing of what goes well.
    fn mark_shown(&mut self, side: Side, value: &Json) {
        let last = self.announced.iter().rfind(|one| one.side == side);
        if last.is_none_or(|last| !last.failure) || is_success(value, true) {
            return self.mark_announced(side);
        }
        for announced in &mut self.announced {
            announced.came |= announced.side == side && announced.failure;
        }
    }

    /// Whether headings promise an example, and none of them has one below.
    pub(super) fn lacks_example(&self, side: Side) -> bool {
        [false, true].into_iter().any(|failure| {
            let headings = self.announced.iter();
            let of = headings.filter(|one| one.side == side && one.failure == failure);
            of.map(|one| one.came).reduce(|one, other| one || other) == Some(false)
        })
    }

    pub(super) fn side_of(value: &Json, said: Option<Side>) -> Option<Side> {
        if is_body(value) {
            Some(Side::Request)
        } else if is_answer(value) {
            Some(Side::Response)
        } else {
            said
        }
    }

    /// Whether an example of what is called a body has the parameters themselves.
    pub(super) fn shows_whole_body(&self) -> bool {
        let listed = self.roots[0].as_deref().unwrap_or_default();
        let whole = pattern!(r"(?i)\b(?:request|http) body\b|请求(?:体|报文)");
        self.samples.iter().any(|sample| {
            let has = |field: &Field| sample.value.get(&field.name).is_some();
            sample.section.side == Some(Side::Request)
                && whole.is_match(&sample.section.text)
                && !is_body(&sample.value)
                && listed.iter().any(has)
        })
    }

    /// The examples by what they show.
    pub(super) fn examples(&mut self, review: &mut Vec<String>) -> Examples {
        let mut examples = Examples::default();
        let listed = self.roots[0].as_deref().unwrap_or_default();
        let queries = std::mem::take(&mut self.queries);
        examples
            .requests
            .extend(queries.iter().map(|query| typed(query, listed)));
        for sample in std::mem::take(&mut self.samples) {
            if is_body(&sample.value) {
                if let Some(inner) = self.inner(&sample.value, review) {
                    let sign = sample
                        .value
                        .get("sign")
                        .and_then(Json::text)
                        .unwrap_or_default();
                    let param = sample
                        .value
                        .get("param")
                        .and_then(Json::text)
                        .unwrap_or_default();
                    examples
                        .signatures
                        .push((sign.to_owned(), param.to_owned()));
                    examples.requests.push(inner);
                }
                self.envelope
                    .get_or_insert(if sample.value.get("appId").is_some() {
                        Envelope::Signed
                    } else {
                        Envelope::SignedNotice
                    });
                continue;
            }
            if is_answer(&sample.value) {
                let failed =
                    sample.failure || !is_success(&sample.value, !examples.responses.is_empty());
                if failed
                    && (sample.failure
                        || sample.value.get("data").is_none_or(|data| {
                            matches!(data, Json::Null | Json::Object(_))
                                && data.members().is_empty()
                        }))
                {
                    examples.failures.push(sample.value);
                } else {
                    examples.responses.push(sample.value);
                }
                continue;
            }
            if sample.failure {
                examples.failures.push(sample.value);
                continue;
            }
            let side = if self.is_sent(&sample.value) {
                Some(Side::Request)
            } else {
                let told = sample.section.side;
                told.or_else(|| self.side_by_names(&sample.value))
            };
            match side.or(sample.side) {
                Some(Side::Response) if matches!(sample.value, Json::List(_) | Json::Object(_)) => {
                    examples.responses.push(self.wrapped(sample.value));
                }
                _ => examples.requests.push(sample.value),
            }
        }
        examples
    }

    /// An answer of which an example shows what `data` holds only: nothing is said of what is around it.
    fn wrapped(&self, value: Json) -> Json {
        let fields = self.roots[1].as_deref().unwrap_or_default();
        let row = compare::items(&value)
            .first()
            .copied()
            .cloned()
            .unwrap_or(Json::Null);
        let shows = |fields: &[Field]| fields.iter().any(|field| row.get(&field.name).is_some());
        let data = fields.iter().find(|field| field.name == "data");
        if data.is_none_or(|data| !shows(&data.fields)) || shows(fields) {
            return value;
        }
        let around = fields.iter().filter(|field| field.name != "data");
        let mut members: Vec<(String, Json)> = around
            .map(|field| (field.name.clone(), Json::Null))
            .collect();
        members.push(("data".to_owned(), value));
        Json::Object(members)
    }

    /// Whether an example is a whole body that is sent, whatever stands above it: labels of two tabs may both do.
    fn is_sent(&self, value: &Json) -> bool {
        let signed = ["sign", "appId"]
            .iter()
            .all(|name| value.get(name).is_some());
        signed && self.named(0, value) > 2 && self.named(1, value) == 0
    }

    /// How many names of an example a side's table has.
    fn named(&self, at: usize, value: &Json) -> usize {
        let fields = self.roots[at].as_deref().unwrap_or_default();
        let names = value.members().iter().map(|(name, _)| name);
        let names = names.filter(|name| fields.iter().any(|field| field.name == **name));
        names.count()
    }

    /// The side whose table names what an example has, where the other one does not.
    fn side_by_names(&self, value: &Json) -> Option<Side> {
        match self.named(0, value).cmp(&self.named(1, value)) {
            Ordering::Greater => Some(Side::Request),
            Ordering::Less => Some(Side::Response),
            Ordering::Equal => None,
        }
    }

    /// The parameters in a request body.
    pub(super) fn inner(&mut self, body: &Json, review: &mut Vec<String>) -> Option<Json> {
        match body.get("param").or_else(|| body.get("params"))? {
            Json::Text(text) => match example::read(text) {
                Ok(read) => {
                    if let Some(first) = read.repairs.first() {
                        self.note(
                            "json-invalid",
                            &["request".to_owned()],
                            &format!("`param` of the example: {first}"),
                        );
                    }
                    Some(read.value)
                }
                Err(why) => {
                    self.note(
                        "json-invalid",
                        &["request".to_owned()],
                        &format!("`param` of the example: {why}"),
                    );
                    review.push("`param` of the request example could not be read".to_owned());
                    None
                }
            },
            value @ Json::Object(_) => Some(value.clone()),
            _ => None,
        }
    }
}

/// The values of an address as their fields have them: there, all are texts.
fn typed(query: &Json, fields: &[Field]) -> Json {
    let value = |name: &str, value: &Json| {
        let Some(text) = value.text() else {
            return value.clone();
        };
        let field = fields.iter().find(|field| field.name == name);
        match field.map(|field| field.ty.base) {
            Some(Base::List) => Json::List(
                text.split(',')
                    .map(|item| Json::Text(item.to_owned()))
                    .collect(),
            ),
            Some(Base::Bool) if matches!(text, "true" | "false") => Json::Bool(text == "true"),
            Some(Base::Int32 | Base::Int64 | Base::Decimal) if text.parse::<f64>().is_ok() => {
                Json::Number(text.to_owned())
            }
            _ => Json::Text(text.to_owned()),
        }
    };
    let members = query
        .members()
        .iter()
        .map(|(name, found)| (name.clone(), value(name, found)));
    Json::Object(members.collect())
}

/// A heading that promises an example.
pub(super) struct Announced {
    side: Side,
    /// Whether it is one of what went wrong.
    failure: bool,
    /// Whether one came.
    came: bool,
}

impl Announced {
    pub(super) const fn new(side: Side, failure: bool) -> Self {
        Self {
            side,
            failure,
            came: false,
        }
    }
}

/// A block of JSON, and what stood above it.
pub(super) struct Sample {
    pub(super) section: Section,
    pub(super) side: Option<Side>,
    pub(super) failure: bool,
    pub(super) value: Json,
}

/// Whether a value is a signed body.
pub(super) fn is_body(value: &Json) -> bool {
    let signed = value.get("sign").is_some() || value.get("appId").is_some();
    signed && value.get("param").or_else(|| value.get("params")).is_some()
}

/// Whether a value is an answer.
pub(super) fn is_answer(value: &Json) -> bool {
    let said =
        value.get("message").is_some() || value.get("msg").is_some() || value.get("data").is_some();
    value.get("code").is_some() && said
}

pub(super) fn is_success(answer: &Json, seen: bool) -> bool {
    let code = answer
        .get("code")
        .and_then(Json::scalar)
        .unwrap_or_default();
    let message = answer
        .get("message")
        .or_else(|| answer.get("msg"))
        .and_then(Json::text)
        .unwrap_or_default()
        .to_lowercase();
    let good = ["10000", "1000", "0", "00000", "200", "1", "0000", "SUCCESS"];
    good.contains(&code.as_str())
        || message.contains("success")
        || message == "ok"
        || (!seen
            && answer
                .get("data")
                .is_some_and(|data| !data.members().is_empty()))
}
