//! What stands around the parameters and the payload, and what could not be read at all.

use super::Comparison;
use crate::import::{
    check::{Standing, page::lies_in},
    facts::{Field, Required},
    table::words::Base,
    text::{key, short},
};

/// Why a table could not be read that no row announces.
const LOOSE_TABLE: &str = "a table that belongs to no field";

impl Comparison<'_, '_> {
    /// The rows about what is around the parameters and the payload, and about the time of the call.
    pub(super) fn around(&mut self) {
        use crate::import::facts::{Envelope, Kind, Root};
        let page = self.pair.page;
        if page.facts.kind != Kind::Endpoint {
            return;
        }
        let raw = self.pair.raw;
        let whole = [Base::Int64, Base::Int32];
        let text = [Base::Text, Base::Object];
        let request = &raw.api.envelope.request;
        let body = [&request.app_id, &request.sign, &request.param];
        if !page.facts.body.is_empty() {
            self.members("body", &body.map(|name| (name.as_str(), "string", text)));
        } else if page
            .around
            .contains_key(&format!("request.{}", request.app_id.value))
            && !page.tabled.keys().any(|path| lies_in(path, "request"))
        {
            // The table of the body has the caller and no parameters.
            self.field(
                "dropped",
                "request",
                &request.param.value,
                "no row is about it",
            );
            self.closed.push("request".to_owned());
            return self.answer();
        }
        let time = format!("request.{}", raw.api.envelope.timestamp.field.value);
        let signed = page.facts.envelope != Envelope::Flat && !page.facts.request.is_empty();
        match page.around.get(&time) {
            Some(row) => self.member(&time, row, "int64", whole),
            None if signed => self.field("dropped", &time, "int64", "no row is about it"),
            None => {}
        }
        if page.facts.root == Root::Envelope {
            self.answer();
        }
    }

    fn answer(&mut self) {
        let raw = self.pair.raw;
        let answer = &raw.api.envelope.answer;
        let code = (answer.code.as_str(), "int32", [Base::Int32, Base::Int64]);
        let message = (answer.message.as_str(), "string", [Base::Text, Base::Text]);
        if self.pair.page.facts.root == crate::import::facts::Root::Envelope {
            self.members("answer", &[code, message]);
        }
    }

    /// Compares the rows of `part` with the members that it has.
    fn members(&mut self, part: &str, members: &[(&str, &str, [Base; 2])]) {
        let page = self.pair.page;
        for (name, ty, bases) in members {
            let path = format!("{part}.{name}");
            match page.around.get(&path) {
                Some(row) => self.member(&path, row, ty, *bases),
                None => self.field("dropped", &path, *ty, "no row is about it"),
            }
        }
        let own = |path: &&String| lies_in(path, part);
        let known = |path: &String| {
            members
                .iter()
                .any(|one| path.ends_with(&format!(".{}", one.0)))
        };
        let strange: Vec<&String> = page.around.keys().filter(own).collect();
        for path in strange.into_iter().filter(|path| !known(path)) {
            self.new_row(path);
        }
    }

    fn member(&mut self, path: &str, row: &Field, ty: &str, bases: [Base; 2]) {
        if !bases.contains(&row.ty.base) {
            self.field("type", path, ty, row.ty.name());
        }
        if row.required == Required::No {
            self.field("required", path, "required", "optional");
        }
    }

    /// What examples have around the payload and no row is about.
    pub(super) fn only_in_examples(&mut self) {
        let raw = self.pair.raw;
        let answer = &raw.api.envelope.answer;
        let known = [&answer.code, &answer.message].map(|name| format!("answer.{}", name.value));
        for only in &self.pair.page.facts.example_only {
            let path = self.pair.page.in_spec(&only.path);
            let around = path.starts_with("answer.");
            if !around && path != "response" {
                continue;
            }
            let told = self.findings.iter().any(|one| one.path == path);
            if told || self.is_closed(&path) {
                continue;
            }
            self.field(
                "example-only",
                &path,
                "not in the spec",
                "only the example has it",
            );
            if !around || known.contains(&path) {
                self.only_a_note();
            }
        }
    }

    /// Rows that could not be read. The table of a row that is gone belongs to nothing: that follows.
    pub(super) fn unread(&mut self) {
        for unread in &self.pair.page.facts.unread {
            let text = format!("{} ({})", short(&unread.row.text, 60), unread.why);
            let heading = unread
                .row
                .text
                .split_whitespace()
                .next()
                .unwrap_or_default();
            let follows = unread.why == LOOSE_TABLE
                && self.closed.iter().any(|path| {
                    let last = path.rsplit('.').next().unwrap_or(path);
                    last == heading
                        || path == "response" && key(heading) == "data"
                        || path == "request" && key(heading) == "param"
                });
            self.whole("row-unread", "-", text, Some(unread.row.line));
            if let Some(last) = self.findings.last_mut().filter(|_| follows) {
                last.standing = Standing::Follows;
            }
        }
    }
}
