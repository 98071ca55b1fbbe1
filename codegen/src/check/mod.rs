//! check: the only place that says no. It finds *all* mistakes of meaning and hands them back together.
//!
//! None follows from another: what could not be read is passed over, a misspelt name counts as the one that was meant,
//! and where names may be missing because something was not read, nobody says that they are missing.

mod context;
mod cycles;
mod date_time;
mod docs;
mod endpoints;
mod envelope;
mod examples;
mod fields;
mod ledger;
mod limits;
mod looks_real;
mod names;
mod notifications;
mod paging;
mod quirks;
mod references;
mod repeated;
mod rules;
mod scope;
mod symbols;

pub use envelope::offset_minutes;
pub use scope::Scope;
pub use symbols::{Resolved, Symbols};

use context::Context;

use crate::{
    diagnostic::Diagnostics,
    load::{Api, Raw},
};

/// A spec without mistakes. Only [`check`] makes one, so whoever holds one need not doubt it.
#[derive(Debug, Clone)]
pub struct Checked {
    raw: Raw,
}

impl Checked {
    /// The spec as it was written.
    #[must_use]
    pub fn raw(&self) -> &Raw {
        &self.raw
    }

    /// `api.yaml`.
    #[must_use]
    pub fn api(&self) -> &Api {
        &self.raw.api
    }
}

/// Checks what was loaded. `diagnostics` holds what loading found; everything else that is wrong is added.
///
/// # Errors
///
/// All mistakes, those of loading included, sorted by place.
pub fn check(raw: Raw, mut diagnostics: Diagnostics) -> Result<Checked, Diagnostics> {
    find_mistakes(&raw, &mut diagnostics);
    if diagnostics.is_empty() {
        Ok(Checked { raw })
    } else {
        Err(diagnostics.sorted())
    }
}

fn find_mistakes(raw: &Raw, diagnostics: &mut Diagnostics) {
    let api = &raw.api;
    let symbols = Symbols::gather(raw);
    symbols.check(diagnostics);
    envelope::check(api, diagnostics);
    docs::check(raw, diagnostics);
    names::check_enums(&api.enums, diagnostics);
    let mut context = Context::new(Scope::Shared, &symbols, diagnostics);
    for (_, ty) in &api.types {
        fields::check_type(ty, &mut context);
    }
    for (index, endpoint) in raw.endpoints.iter().enumerate() {
        let mut context = Context::new(Scope::Endpoint(index), &symbols, diagnostics);
        endpoints::check(endpoint, api, &mut context);
        examples::check(endpoint, &mut context);
    }
    for (index, notification) in raw.notifications.iter().enumerate() {
        let mut context = Context::new(Scope::Notification(index), &symbols, diagnostics);
        notifications::check(notification, &mut context);
        examples::check_notification(notification, &mut context);
    }
    endpoints::check_all(&raw.endpoints, diagnostics);
    ledger::check(raw, &symbols, diagnostics);
    names::check_files(raw, diagnostics);
    cycles::check(raw, &symbols, diagnostics);
    quirks::check(raw, diagnostics);
    symbols.report_unused(diagnostics);
}
