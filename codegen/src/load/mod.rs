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
    diagnostic::Diagnostics,
    source::{Role, SourceFile, Sources},
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
    /// Whether a file, or all of what it says, is missing here, which a diagnostic says. A reference to nothing may
    /// then be one to something in that file.
    pub incomplete: bool,
}

/// Reads all files of a spec. What is wrong goes to `diagnostics`; what is right is kept.
pub fn load(sources: &Sources, diagnostics: &mut Diagnostics) -> Raw {
    let mut raw = Raw::default();
    for (index, file) in sources.files().iter().enumerate() {
        let kept = node(index, file, diagnostics).and_then(|node| {
            match file.role() {
                Role::Api => raw.api = Some(Api::from_node(&node, diagnostics)?),
                Role::Quirks => raw.quirks = Named::from_node(&node, diagnostics)?,
                Role::Endpoint => raw.endpoints.push(Endpoint::from_node(&node, diagnostics)?),
            }
            Some(())
        });
        raw.incomplete |= kept.is_none();
    }
    raw
}

/// The tree of one file, if there is one.
fn node(index: usize, file: &SourceFile, diagnostics: &mut Diagnostics) -> Option<yaml::Node> {
    if let Some(refusal) = &file.refused {
        diagnostics.push(refusal.diagnostic(index));
        return None;
    }
    let before = diagnostics.len();
    let node = yaml::parse(&file.text, index, diagnostics)?;
    // The second reader follows aliases and knows no limits: it gets what the first has nothing against.
    if diagnostics.len() == before {
        second_reader::compare(&node, &file.text, diagnostics);
    }
    Some(node)
}
