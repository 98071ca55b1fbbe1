//! Answers endpoints with pages, from rows that are made up.

use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::json::Object;
use super::respond::{Data, Refusal, Responder, VerifiedCall};
use super::route::Route;
use super::rows::{Page, Rows, Table, value};
use crate::operation::Paging;
use crate::wire::{Record, Value};

/// Answers one endpoint.
pub(super) struct Pages {
    pub(super) paging: &'static Paging,
    pub(super) route: &'static Route,
    /// The example, whose members are replaced by what the rows come to.
    pub(super) frame: Object,
    pub(super) rows: Arc<Rows>,
    /// How many rows arrive after each answer.
    pub(super) arriving: usize,
}

impl Responder for Pages {
    fn respond(&self, call: &VerifiedCall<'_>) -> Result<Data, Refusal> {
        let asked = asked(self.paging, call.request);
        let operation = self.route.operation;
        let data = self
            .rows
            .page(operation.name, call.request, asked, |table, page| {
                Data::new(&Answer {
                    frame: &self.frame,
                    members: self.members(table, &page, asked),
                })
            });
        if self.arriving > 0 {
            self.rows.add(operation.name, self.arriving);
        }
        data.ok_or_else(|| {
            let server = operation.api.refusals.server;
            Refusal::new(server, "the sandbox has lost the rows of this endpoint")
        })
    }
}

impl Pages {
    /// The members of the answer that do not come from the example.
    fn members<'a>(
        &'a self,
        table: &'a Table,
        page: &'a Page,
        (number, size): (i64, i64),
    ) -> Vec<(&'a str, Member<'a>)> {
        let paging = self.paging;
        let sums = self.route.sums.iter().zip(&page.sums);
        let sums = sums.filter_map(|(sum, amount)| Some((sum.total, Member::Int((*amount)?))));
        let mut members: Vec<_> = sums.collect();
        let count = i64::try_from(page.count).unwrap_or(i64::MAX);
        members.push((paging.total, Member::Int(count)));
        members.push((paging.current, Member::Int(number)));
        // An answer that repeats the size calls it as the request does.
        if self.frame.get(paging.size).is_some() {
            members.push((paging.size, Member::Int(size)));
        }
        members.push((paging.rows, Member::Rows(table, &page.rows)));
        members
    }
}

/// The number of the page that is asked for, and its size.
fn asked(paging: &Paging, request: &dyn Record) -> (i64, i64) {
    let number = |name, default| match value(request, name) {
        Value::Int(number) => number,
        _ => default,
    };
    (
        number(paging.page, 1),
        number(paging.size, paging.default_size),
    )
}

enum Member<'a> {
    Int(i64),
    Rows(&'a Table, &'a [usize]),
}

impl Serialize for Member<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Int(number) => serializer.serialize_i64(*number),
            Self::Rows(table, rows) => {
                serializer.collect_seq(rows.iter().map(|number| RowOf(table, *number)))
            }
        }
    }
}

struct RowOf<'a>(&'a Table, usize);

impl Serialize for RowOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(table, number) = self;
        let members = table.members(*number);
        serializer.collect_map(members)
    }
}

/// The example with some members replaced, in its order, and those that it lacks at the end.
struct Answer<'a> {
    frame: &'a Object,
    members: Vec<(&'a str, Member<'a>)>,
}

impl Serialize for Answer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in &self.frame.0 {
            match self.members.iter().find(|(found, _)| found == name) {
                Some((_, member)) => map.serialize_entry(name, member)?,
                None => map.serialize_entry(name, value)?,
            }
        }
        for (name, member) in &self.members {
            if self.frame.get(name).is_none() {
                map.serialize_entry(name, member)?;
            }
        }
        map.end()
    }
}
