//! check: the only place that says no. It finds *all* mistakes of meaning and hands them back together.

mod cycles;
mod endpoints;
mod envelope;
mod examples;
mod fields;
mod limits;
mod names;
mod paging;
mod quirks;
mod references;
mod rules;
mod symbols;

pub use envelope::offset_minutes;
pub use symbols::{Resolved, Scope, Symbols};

use crate::{
    diagnostic::Diagnostics,
    load::{Api, Raw},
};

/// A spec without mistakes. Only [`check`] makes one, so whoever holds one need not doubt it.
#[derive(Debug, Clone)]
pub struct Checked {
    raw: Raw,
    api: Api,
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
        &self.api
    }
}

/// Checks what was loaded. `diagnostics` holds what loading found; everything else that is wrong is added.
///
/// # Errors
///
/// All mistakes, those of loading included, sorted by place.
pub fn check(raw: Raw, mut diagnostics: Diagnostics) -> Result<Checked, Diagnostics> {
    let Some(api) = raw.api.clone() else {
        return Err(diagnostics.sorted());
    };
    find_mistakes(&raw, &api, &mut diagnostics);
    if diagnostics.is_empty() {
        Ok(Checked { raw, api })
    } else {
        Err(diagnostics.sorted())
    }
}

fn find_mistakes(raw: &Raw, api: &Api, diagnostics: &mut Diagnostics) {
    let symbols = Symbols::gather(raw, api, diagnostics);
    envelope::check(api, diagnostics);
    names::check_enums(api.enums.iter(), diagnostics);
    for (_, ty) in &api.types {
        fields::check_type(ty, Scope::Shared, &symbols, diagnostics);
    }
    for (index, endpoint) in raw.endpoints.iter().enumerate() {
        endpoints::check(endpoint, Scope::Endpoint(index), api, &symbols, diagnostics);
        examples::check(endpoint, Scope::Endpoint(index), &symbols, diagnostics);
    }
    endpoints::check_all(&raw.endpoints, diagnostics);
    cycles::check(raw, api, &symbols, diagnostics);
    quirks::check(raw, api, diagnostics);
    symbols.report_unused(diagnostics);
}
