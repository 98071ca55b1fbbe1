//! What the inspector tells of the sandbox itself.

use std::time::Duration;

use super::super::route::Route;
use super::super::rows::Recipe;
use super::super::server::Settings;

/// The sandbox's settings, none of them secret.
pub(in crate::sandbox) struct About {
    pub(super) merchants: Vec<Merchant>,
    pub(super) endpoints: Vec<Endpoint>,
    pub(super) seed: u64,
    freshness: Duration,
}

/// Who may call.
pub(super) struct Merchant {
    pub(super) app_id: String,
    /// That of the public key.
    pub(super) fingerprint: String,
}

/// What can be called.
pub(super) struct Endpoint {
    pub(super) name: &'static str,
    pub(super) path: &'static str,
    /// How many rows there are from the start, if it has pages of them.
    pub(super) rows: Option<usize>,
    /// Whether someone else answers than usual.
    pub(super) own_responder: bool,
}

impl About {
    pub(in crate::sandbox) fn new(
        routes: &'static [Route],
        settings: &Settings,
        recipe: &Recipe,
    ) -> Self {
        let merchant = |(app_id, key): (&String, &crate::VerifyingKey)| Merchant {
            app_id: app_id.clone(),
            fingerprint: key.fingerprint(),
        };
        let mut merchants: Vec<_> = settings.merchants.iter().map(merchant).collect();
        merchants.sort_by(|one, other| one.app_id.cmp(&other.app_id));
        let endpoint = |route: &Route| Endpoint {
            name: route.operation.name,
            path: route.operation.path,
            rows: (route.operation.paging.as_ref()).map(|_| recipe.count(route.operation.name)),
            own_responder: settings.responders.contains_key(route.operation.name),
        };
        Self {
            merchants,
            endpoints: routes.iter().map(endpoint).collect(),
            seed: recipe.seed,
            freshness: settings.strictness.freshness,
        }
    }

    /// How far a call's time may be off, in words.
    pub(super) fn freshness(&self) -> String {
        match self.freshness.as_secs() {
            seconds if seconds >= 60 && seconds % 60 == 0 => format!("{} min", seconds / 60),
            _ => format!("{:?}", self.freshness),
        }
    }
}
