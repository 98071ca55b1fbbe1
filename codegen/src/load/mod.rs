//! load: YAML files → a typed [`Raw`] spec in which every value knows its place.
//!
//! Loading says no only to what has the wrong *shape* (unknown keys, missing keys, wrong kinds of value). What a
//! value *means* is for [`check`](crate::check).

mod api;
mod endpoint;
mod field;
mod mapping;
mod quirk;
mod second_reader;

pub use api::{Api, Code, DateTime, Enum, EnumValue, Id, Money, Scalar, ScalarKind, Type};
pub use endpoint::{Endpoint, Example, Paging, Response, ResponseFields, Window};
pub use field::{Bounds, Field, Rule};
pub use mapping::{FromNode, Named, wants_quotes};
pub use quirk::Quirk;

use crate::{
    diagnostic::{Code as Mistake, Diagnostic, Diagnostics},
    place::Place,
    source::Sources,
    yaml,
};

/// A spec as it was written.
#[derive(Debug, Clone)]
pub struct Raw {
    /// `api.yaml`.
    pub api: Api,
    /// `endpoints/*.yaml`, in name order.
    pub endpoints: Vec<Endpoint>,
    /// `quirks.yaml`.
    pub quirks: Named<Quirk>,
    /// Whether every endpoint and the ledger of quirks could be read. If not, nobody can say that nothing uses a
    /// declaration, nor that there is no such operation.
    pub whole: bool,
}

/// Reads all files of a spec. What is wrong goes to `diagnostics`; what is right is kept.
pub fn load(sources: &Sources, diagnostics: &mut Diagnostics) -> Raw {
    let mut raw = Raw {
        api: Api::unread(),
        endpoints: Vec::new(),
        quirks: Named::default(),
        whole: true,
    };
    let mut has_api = false;
    for (index, file) in sources.files().iter().enumerate() {
        let name = file.path.rsplit('/').next();
        has_api |= name == Some("api.yaml");
        let Some(node) = yaml::parse(&file.text, index, diagnostics) else {
            raw.whole = false;
            continue;
        };
        match name {
            Some("api.yaml") => raw.api = mapping::read(&node, diagnostics),
            Some("quirks.yaml") => raw.quirks = mapping::read(&node, diagnostics),
            _ => raw.endpoints.push(mapping::read(&node, diagnostics)),
        }
        // Afterwards, since it stops at mistakes that have just been told better.
        second_reader::compare(&node, &file.text, diagnostics);
    }
    if !has_api {
        diagnostics.push(Diagnostic::new(
            Mistake::MissingFile,
            Place::start_of(0),
            "the spec has no api.yaml, which says what all endpoints share",
            "write api.yaml",
        ));
    }
    raw
}
