//! Which values may be shown: those of fields that the spec names and does not mark as sensitive.

use std::collections::HashMap;

use crate::operation::Api;
use crate::sandbox::Route;
use crate::wire::{Record, Slot, Wire};

/// Objects in objects are followed so far.
const DEPTH: usize = 16;

/// What kinds of values a field may have, and so which of them are shown.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub(super) const HIDDEN: Self = Self(0);
    pub(super) const TEXT: Self = Self(1);
    pub(super) const NUMBER: Self = Self(2);
    pub(super) const BOOL: Self = Self(4);
    /// A text that is made of digits and what stands between those of a time.
    pub(super) const MOMENT: Self = Self(8);
    /// An object or a list, whose members are looked at by themselves.
    pub(super) const NESTED: Self = Self(16);
    /// A text that is JSON itself.
    pub(super) const JSON: Self = Self(32);

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn allow(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The fields that may be shown, by their wire names.
#[derive(Default)]
pub(super) struct Names {
    kinds: HashMap<&'static str, Kinds>,
    sensitive: Vec<&'static str>,
}

impl Names {
    /// The names of these endpoints, in requests and answers.
    pub(super) fn new(routes: &[Route]) -> Self {
        let mut names = Self::default();
        for route in routes {
            names.envelope(route.operation.api);
            names.record(&mut *(route.request)(), DEPTH);
            let mut response: Box<dyn Wire> = (route.response)();
            names.slot(response.slot(), DEPTH);
        }
        for name in std::mem::take(&mut names.sensitive) {
            names.kinds.insert(name, Kinds::HIDDEN);
        }
        names
    }

    /// What may be shown of a field. Of one that the spec does not name: nothing.
    pub(super) fn kinds(&self, name: &str) -> Kinds {
        self.kinds.get(name).copied().unwrap_or(Kinds::HIDDEN)
    }

    fn envelope(&mut self, api: &Api) {
        let names = &api.envelope;
        for (name, kinds) in [
            (names.app_id, Kinds::TEXT),
            (names.param, Kinds::JSON.or(Kinds::NESTED)),
            (names.timestamp, Kinds::NUMBER.or(Kinds::MOMENT)),
            (names.code, Kinds::NUMBER),
            (names.message, Kinds::TEXT),
            (names.data, Kinds::NESTED),
        ] {
            self.add(name, kinds);
        }
        self.sensitive.push(names.sign);
    }

    fn add(&mut self, name: &'static str, kinds: Kinds) {
        let known = self.kinds.entry(name).or_default();
        *known = known.or(kinds);
    }

    fn record(&mut self, record: &mut dyn Record, depth: usize) {
        let shape = record.shape();
        record.with_fields(&mut |fields| {
            for (facts, field) in shape.fields.iter().zip(fields) {
                let kinds = self.slot(field.slot(), depth);
                self.add(facts.wire, kinds);
                if facts.sensitive {
                    self.sensitive.push(facts.wire);
                }
            }
        });
    }

    /// Looks into a blank value, and tells its kinds.
    fn slot(&mut self, slot: Slot<'_>, depth: usize) -> Kinds {
        let Some(depth) = depth.checked_sub(1) else {
            return Kinds::HIDDEN;
        };
        match slot {
            Slot::Bool(_) => Kinds::BOOL,
            Slot::I32(_) | Slot::I64(_) | Slot::IntEnum(_) | Slot::Decimal(_) => Kinds::NUMBER,
            Slot::Text(_) | Slot::TextEnum(_) => Kinds::TEXT,
            Slot::Time(_) => Kinds::MOMENT,
            Slot::Option(option) => self.slot(option.fill(), depth),
            Slot::List(list) => self.slot(list.push_blank(), depth).or(Kinds::NESTED),
            Slot::Record(record) => {
                self.record(record, depth);
                Kinds::NESTED
            }
            Slot::Wrapped(_) | Slot::Ignore => Kinds::HIDDEN,
        }
    }
}
