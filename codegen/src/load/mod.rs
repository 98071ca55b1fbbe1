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

pub use api::{Api, Code, DateTime, Enum, EnumValue, Money, Scalar, ScalarKind, Type};
pub use endpoint::{Endpoint, Example, Paging, Response, ResponseFields, Window};
pub use field::{Bounds, Field, Rule};
pub use mapping::{FromNode, Named};
pub use quirk::Quirk;

use crate::{
    diagnostic::{self, Diagnostic, Diagnostics},
    place::Place,
    source::Sources,
    yaml,
};

/// A whole spec as it was written.
#[derive(Debug, Clone, Default)]
pub struct Raw {
    /// `api.yaml`; `None` when it could not be read, which a diagnostic says.
    pub api: Option<Api>,
    /// `endpoints/*.yaml`, in name order.
    pub endpoints: Vec<Endpoint>,
    /// `quirks.yaml`.
    pub quirks: Named<Quirk>,
}

/// Reads all files of a spec. What is wrong goes to `diagnostics`; what is right is kept.
pub fn load(sources: &Sources, diagnostics: &mut Diagnostics) -> Raw {
    let mut raw = Raw::default();
    for (index, file) in sources.files().iter().enumerate() {
        let Some(node) = yaml::parse(&file.text, index, diagnostics) else {
            continue;
        };
        second_reader::compare(&node, &file.text, diagnostics);
        match file.path.rsplit('/').next() {
            Some("api.yaml") => raw.api = Api::from_node(&node, diagnostics),
            Some("quirks.yaml") => {
                raw.quirks = Named::from_node(&node, diagnostics).unwrap_or_default();
            }
            _ => raw
                .endpoints
                .extend(Endpoint::from_node(&node, diagnostics)),
        }
    }
    if raw.api.is_none() && diagnostics.is_empty() {
        let place = Place {
            file: 0,
            start: 0,
            end: 0,
        };
        let message = "the spec has no api.yaml, which says what all endpoints share";
        diagnostics.push(Diagnostic::new(
            diagnostic::Code::MissingFile,
            place,
            message,
            "write api.yaml",
        ));
    }
    raw
}
