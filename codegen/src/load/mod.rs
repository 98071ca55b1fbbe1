//! load: YAML files → a typed [`Raw`] spec in which every value knows its place.
//!
//! Loading says no only to what has the wrong *shape* (unknown keys, missing keys, wrong kinds of value). What a
//! value *means* is for [`check`](crate::check).

mod api;
mod endpoint;
mod field;
mod mapping;
mod named;
mod notification;
mod quirk;
pub(crate) mod schema;
mod second_reader;
mod value;

pub use api::{Api, Code, DateTime, Enum, EnumValue, Id, Money, Scalar, ScalarKind, Type};
pub use endpoint::{Endpoint, Example, Ledger, Paging, Response, ResponseFields, Window};
pub use field::{Bounds, Field, Rule};
pub use named::Named;
pub use notification::{Notification, Received};
pub use quirk::{Quirk, TAGS};
pub use schema::schema;
pub use value::{FromNode, wants_quotes};

use crate::{
    diagnostic::Diagnostics,
    source::{Role, SourceFile, Sources},
    yaml,
};

/// A spec as it was written.
#[derive(Debug, Clone)]
pub struct Raw {
    /// `api.yaml`.
    pub api: Api,
    /// `endpoints/*.yaml`, in name order.
    pub endpoints: Vec<Endpoint>,
    /// `notifications/*.yaml`, in name order.
    pub notifications: Vec<Notification>,
    /// `quirks.yaml`.
    pub quirks: Named<Quirk>,
    /// Whether every endpoint, every notification and the ledger of quirks could be read. If not, nobody can say that nothing uses a
    /// declaration, nor that there is no such operation.
    pub whole: bool,
}

/// Reads all files of a spec. What is wrong goes to `diagnostics`; what is right is kept.
pub fn load(sources: &Sources, diagnostics: &mut Diagnostics) -> Raw {
    let mut raw = Raw {
        api: Api::unread(),
        endpoints: Vec::new(),
        notifications: Vec::new(),
        quirks: Named::default(),
        whole: true,
    };
    for (index, file) in sources.files().iter().enumerate() {
        let before = diagnostics.len();
        let Some(node) = node(index, file, diagnostics) else {
            raw.whole = false;
            continue;
        };
        let plain = diagnostics.len() == before;
        match file.role() {
            Role::Api => raw.api = value::read(&node, diagnostics),
            Role::Quirks => raw.quirks = value::read(&node, diagnostics),
            Role::Endpoint => raw.endpoints.push(value::read(&node, diagnostics)),
            Role::Notification => raw.notifications.push(value::read(&node, diagnostics)),
        }
        // The second reader follows aliases and knows no limits: it gets what the first has nothing against. It comes
        // last, since it stops at mistakes that have just been told better.
        if plain {
            let told = diagnostics.len() > before;
            second_reader::compare(&node, &file.text, told, diagnostics);
        }
    }
    raw
}

/// The tree of one file, if there is one.
fn node(index: usize, file: &SourceFile, diagnostics: &mut Diagnostics) -> Option<yaml::Node> {
    if let Some(refusal) = &file.refused {
        diagnostics.push(refusal.diagnostic(index));
        return None;
    }
    yaml::parse(&file.text, index, diagnostics)
}
