//! Answers endpoints with pages, from rows that are made up.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::bounds::Bounds;
use super::data_set::{DataSet, Recipe, Row};
use super::json::{Cell, Object};
use super::respond::{Data, Refusal, Responder, VerifiedCall};
use super::route::Route;
use super::select;
use crate::operation::Paging;
use crate::wire::{Record, Value};

/// Answers one endpoint.
pub(super) struct Pages {
    route: &'static Route,
    paging: &'static Paging,
    /// The example, whose members are replaced by what the rows come to.
    frame: Object,
    data: DataSet,
    bounds: Bounds,
}

impl Pages {
    /// Makes the rows from the documented example.
    pub(super) fn new(
        route: &'static Route,
        paging: &'static Paging,
        example: &str,
        recipe: &Recipe,
    ) -> Result<Self, serde_json::Error> {
        let frame: Object = serde_json::from_str(example)?;
        let rows = frame.get(paging.rows).ok_or_else(|| {
            serde::de::Error::custom(format_args!("it lacks the rows, `{}`", paging.rows))
        })?;
        let data = DataSet::new(route, rows, recipe)?;
        Ok(Self {
            route,
            paging,
            frame,
            data,
            bounds: recipe.bounds,
        })
    }

    /// Whether rows have this field.
    pub(super) fn has_column(&self, name: &str) -> bool {
        self.data.column(name).is_some()
    }

    /// The members of the answer that do not come from the example.
    fn members<'a>(&'a self, request: &dyn Record) -> Vec<(&'a str, Member<'a>)> {
        let paging = self.paging;
        let number = |name, default| match select::value(request, name) {
            Value::Int(number) => number,
            _ => default,
        };
        let (page, size) = (
            number(paging.page, 1),
            number(paging.size, paging.default_size),
        );
        let selected = select::select(self.route, request, &self.data, self.bounds);
        let sums = self.route.sums.iter().filter_map(|sum| {
            let column = self.data.column(sum.row)?;
            Some((sum.total, Member::Int(total(&selected, column))))
        });
        let mut members: Vec<_> = sums.collect();
        let count = i64::try_from(selected.len()).unwrap_or(i64::MAX);
        members.push((paging.total, Member::Int(count)));
        members.push((paging.current, Member::Int(page)));
        // An answer that repeats the size calls it as the request does.
        if self.frame.get(paging.size).is_some() {
            members.push((paging.size, Member::Int(size)));
        }
        members.push((
            paging.rows,
            Member::Rows(&self.data, cut(&selected, page, size)),
        ));
        members
    }
}

impl Responder for Pages {
    fn respond(&self, call: &VerifiedCall<'_>) -> Result<Data, Refusal> {
        Ok(Data::new(&Answer {
            frame: &self.frame,
            members: self.members(call.request),
        }))
    }
}

/// The sum of a field over rows; as much as fits.
fn total(rows: &[&Row], column: usize) -> i64 {
    let amounts = rows.iter().filter_map(|row| match row.cell(column) {
        Some(Cell::Int(amount)) => Some(*amount),
        _ => None,
    });
    amounts.fold(0, i64::saturating_add)
}

/// The rows of one page; none where it lies behind the last one.
fn cut<'d>(rows: &[&'d Row], page: i64, size: i64) -> Vec<&'d Row> {
    let before = page.saturating_sub(1).saturating_mul(size);
    let count = |number: i64| usize::try_from(number).unwrap_or(0);
    let rows = rows.iter().skip(count(before)).take(count(size));
    rows.copied().collect()
}

enum Member<'a> {
    Int(i64),
    Rows(&'a DataSet, Vec<&'a Row>),
}

impl Serialize for Member<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Int(number) => serializer.serialize_i64(*number),
            Self::Rows(data, rows) => {
                serializer.collect_seq(rows.iter().map(|row| RowOf(data, row)))
            }
        }
    }
}

struct RowOf<'a>(&'a DataSet, &'a Row);

impl Serialize for RowOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(data, row) = self;
        serializer.collect_map(data.members(row))
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
