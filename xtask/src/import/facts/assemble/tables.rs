//! Tables: whose fields each lists.

use super::{
    Reader,
    columns::{asks_for_no, is_ticked, lacks_cells, negated},
    index, owners,
};
use crate::import::{
    facts::{
        Envelope, Field, Required, Side,
        field::{self, Told},
        listings,
        nest::{self, Sub},
    },
    page::Line,
    table::{Column, Row, Short, Table, Unread, words::Base},
    text::{has_chinese, key, pattern, short},
};

impl Reader {
    pub(super) fn table(&mut self, table: &Table) {
        self.unread.extend(table.unread.iter().cloned());
        let caption = self.section.text.clone();
        let chinese = has_chinese(&table.header.text);
        self.headers.push((caption.clone(), chinese));
        if self.section.headers || is_headers(table) || is_listing(table) {
            return;
        }
        if let Some(envelope) = self.envelope_of(table) {
            self.envelope.get_or_insert(envelope);
            let rows = table.rows.iter().filter(|row| row.name.is_some());
            let read = |row| field::read(row, &table.columns, &self.known).field;
            self.body = rows.map(read).collect();
            self.side.get_or_insert(Side::Request);
            return;
        }
        let side = self.side_of_table(table, &caption);
        let fields = self.fields(table, side);
        if fields.is_empty() {
            return;
        }
        let names = nest::names(&caption);
        let taken = !self.section.param && self.attach_below(side, &caption, &fields);
        if taken {
            return;
        }
        let root = &mut self.roots[index(side)];
        if root.is_none()
            && (names.is_empty()
                || self.section.param
                || self.section.side.is_some()
                || !looks_nested(&names))
        {
            *root = Some(fields);
            return;
        }
        self.subs.push(Sub {
            side,
            caption,
            line: table.header.line,
            fields,
        });
    }

    /// The side of a table: what headings say, or the examples that show its fields, or what its columns are.
    fn side_of_table(&mut self, table: &Table, caption: &str) -> Side {
        let asks = table.columns.contains(&Column::Required);
        if self.section.side.is_none() {
            // An answer may have all that the call had.
            let first = asks && self.roots[index(Side::Request)].is_none();
            let shown = self.shown.side(table);
            self.side = shown.filter(|_| !first).or(self.side);
        }
        self.side.unwrap_or(if asks || is_parameters(caption) {
            Side::Request
        } else {
            Side::Response
        })
    }

    /// Gives fields to what the caption above them names: "sender / receiver" names two that have the same ones.
    fn attach_below(&mut self, side: Side, caption: &str, fields: &[Field]) -> bool {
        let joint = nest::joint(caption);
        let mut found = false;
        for name in joint {
            found |= self.attach(side, &[name], fields);
        }
        found || self.attach(side, &nest::names(caption), fields)
    }

    pub(super) fn attach(&mut self, side: Side, names: &[String], fields: &[Field]) -> bool {
        let other = if side == Side::Request {
            Side::Response
        } else {
            Side::Request
        };
        for side in [side, other] {
            for name in names {
                let Some(root) = self.roots[index(side)].as_mut() else {
                    continue;
                };
                let subs = self.subs.iter_mut().filter(|sub| sub.side == side);
                if nest::attach(root, name, fields, 0) {
                    return true;
                }
                let mut found = false;
                for sub in subs {
                    found |= nest::attach(&mut sub.fields, name, fields, 0);
                }
                if found {
                    return true;
                }
            }
        }
        false
    }

    /// What is around the parameters, if that is what a table lists.
    pub(super) fn envelope_of(&mut self, table: &Table) -> Option<Envelope> {
        let names: Vec<String> = table
            .rows
            .iter()
            .filter_map(|row| row.name.as_deref())
            .map(key)
            .collect();
        let has = |name: &str| names.iter().any(|known| known == name);
        let param = has("param") || has("params") || has("bizcontent") || has("bizparam");
        let around = [
            "appid",
            "param",
            "params",
            "sign",
            "signature",
            "signtype",
            "version",
            "charset",
            "bizcontent",
            "bizparam",
            "mchid",
            "timestamp",
            "nonce",
        ];
        let only = names.iter().all(|name| around.contains(&name.as_str()));
        if !param || !only || !(has("sign") || has("signature") || has("appid")) {
            return None;
        }
        if has("params") && !has("param") {
            self.note(
                "name-differs",
                &[format!("{}.params", Side::Request.name())],
                "the table has `params`, elsewhere the page has `param`",
            );
        }
        Some(if has("appid") {
            Envelope::Signed
        } else {
            Envelope::SignedNotice
        })
    }

    pub(super) fn fields(&mut self, table: &Table, side: Side) -> Vec<Field> {
        let mut told: Vec<(Told, Option<String>)> = Vec::new();
        let mut lost: Vec<String> = Vec::new();
        let mut odd: Vec<(&'static str, String, String)> = Vec::new();
        let asks = table.columns.contains(&Column::Required);
        let ticks = is_ticked(table);
        let inverse = asks_for_no(table);
        for mut row in owners::rows(table) {
            if row.name.is_none() {
                self.nameless(&row, side);
                continue;
            }
            if inverse {
                row.required = row.required.as_deref().map(negated);
            }
            // A tick that is lost with its cell is no blank.
            if ticks && row.short != Short::Yes {
                row.required.get_or_insert_with(|| "No".to_owned());
            }
            let read = field::read(&row, &table.columns, &self.known);
            // Its name alone may be that of several rows.
            let place = format!("{}\u{0}{}", read.field.name, row.line);
            if asks && read.field.required == Required::Lost && !read.shifted {
                lost.push(place.clone());
            } else if lacks_cells(table, &row) {
                odd.push((
                    "cell-missing",
                    place.clone(),
                    "the row has fewer cells than the header".to_owned(),
                ));
            }
            if read.shifted {
                odd.push((
                    "cell-shift",
                    place.clone(),
                    "cells stand in other columns than the header says".to_owned(),
                ));
            }
            odd.extend(
                read.odd
                    .iter()
                    .map(|(tag, seen)| (*tag, place.clone(), seen.clone())),
            );
            told.push((read, row.group));
        }
        let count = told.len();
        let mut missing = Vec::new();
        let fields = nest::by_marks(nest::by_captions(told), &mut missing);
        self.note_table(side, &fields, &lost, count, odd, missing);
        fields
    }

    /// Notes what is odd about a table, once it is known where it belongs.
    pub(super) fn note_table(
        &mut self,
        side: Side,
        fields: &[Field],
        lost: &[String],
        count: usize,
        odd: Vec<(&'static str, String, String)>,
        missing: Vec<String>,
    ) {
        // Paths are found at the end: a name of the table marks the place, with the line of its row.
        let place = |name: &str| {
            format!(
                "{}\u{0}{}\u{0}{name}",
                side.name(),
                fields.first().map_or(0, |first| first.line)
            )
        };
        if !lost.is_empty() {
            let all = lost.len() == count;
            let paths = if all {
                vec![place("*")]
            } else {
                lost.iter().map(|name| place(name)).collect()
            };
            let seen = "the header has a column for whether it is required, but the cell is lost";
            self.note("cell-missing", &paths, seen);
        }
        // Where no row is as the header says, it is the header that is wrong.
        let shifts = odd.iter().filter(|(tag, ..)| *tag == "cell-shift").count();
        let all = shifts > 1 && shifts == count;
        if all {
            let seen = "the cells of each row stand in other columns than the header says";
            self.note("cell-shift", &[place("*")], seen);
        }
        for (tag, name, seen) in odd {
            if !(all && tag == "cell-shift") {
                self.note(tag, &[place(&name)], &seen);
            }
        }
        for name in missing {
            self.note(
                "missing-row",
                &[place(&name)],
                "no row has it, but names of other rows begin with it",
            );
        }
    }

    /// Notes a row whose name is lost: what the example has in its place stands in no table then.
    fn nameless(&mut self, row: &Row, side: Side) {
        self.unread.push(Unread {
            row: Line::new(row.raw.clone(), row.line),
            why: "its name is lost",
        });
        let seen = format!("a row has no name: {}", short(&row.raw, 60));
        self.note("name-lost", &[side.name().to_owned()], &seen);
    }

    /// Gives tables that were read too early to the fields that they list.
    pub(super) fn attach_rest(&mut self) {
        let mut rest = std::mem::take(&mut self.subs);
        loop {
            let before = rest.len();
            let mut left = Vec::new();
            for sub in rest {
                if !self.attach_below(sub.side, &sub.caption, &sub.fields) {
                    left.push(sub);
                }
            }
            rest = left;
            if rest.len() == before || rest.is_empty() {
                break;
            }
        }
        for sub in rest {
            let Some(root) = self.roots[index(sub.side)].as_mut() else {
                self.roots[index(sub.side)] = Some(sub.fields);
                continue;
            };
            if !nest::attach_only(root, &sub.fields, &sub.caption) {
                let is_data = nest::names(&sub.caption)
                    .first()
                    .is_some_and(|name| name == "data");
                if is_data && sub.side == Side::Response {
                    // Every answer has `data`: the row is missing, and the fields are not in doubt.
                    let mut data = Field::named("data", sub.line, Base::Object);
                    data.has_table = true;
                    data.fields = sub.fields;
                    data.doubt(0.7, "no row has it, but a table lists its fields");
                    root.push(data);
                    let seen = "a table lists fields of it, but no row has it";
                    self.note("missing-row", &["response.data".to_owned()], seen);
                } else {
                    let name = nest::names(&sub.caption)
                        .into_iter()
                        .next()
                        .unwrap_or_else(|| sub.caption.clone());
                    let path = format!("{}.{name}", sub.side.name());
                    self.note(
                        "missing-row",
                        &[path],
                        &format!(
                            "the table `{}` lists fields of it, but no row has it",
                            sub.caption
                        ),
                    );
                    self.unread.push(Unread {
                        row: Line::new(sub.caption, sub.line),
                        why: "a table that belongs to no field",
                    });
                }
            }
        }
    }
}

/// Whether a caption says no more than that parameters follow: of what is sent, before anything is said of what comes back.
fn is_parameters(caption: &str) -> bool {
    pattern!(r"(?i)^(?:\d[\d.]*\s*)?(?:parameters?|fields|arguments|参数(?:说明|列表|名称)?)$")
        .is_match(caption.trim())
}

pub(super) fn looks_nested(names: &[String]) -> bool {
    names
        .first()
        .is_some_and(|name| matches!(name.to_lowercase().as_str(), "data" | "list" | "item"))
}

/// Whether a table lists values, and no fields.
fn is_listing(table: &Table) -> bool {
    let plain = |column: &Column| !matches!(column, Column::Type | Column::Required);
    let names = table.rows.iter().filter_map(|row| row.name.as_deref());
    table.rows.len() >= 2 && table.columns.iter().all(plain) && listings::are_values(names)
}

/// Whether a table lists HTTP headers.
pub(super) fn is_headers(table: &Table) -> bool {
    let names = table.rows.iter().filter_map(|row| row.name.as_deref());
    names.into_iter().any(|name| {
        matches!(
            key(name).as_str(),
            "contenttype" | "authorization" | "accept"
        )
    })
}
