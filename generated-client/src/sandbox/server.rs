//! What the sandbox does with a call, apart from HTTP.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tracing::debug;

use super::builder::StartError;
use super::calls::{Calls, Lens, Seen, Stage};
use super::checks;
use super::data_set::Recipe;
use super::documented::Documented;
use super::inspect::About;
use super::json::quoted;
use super::pages::Pages;
use super::respond::{Refusal, Responder, VerifiedCall};
use super::route::Route;
use crate::clock::Clock;
use crate::operation::Api;
use crate::signing::VerifyingKey;

/// What the server is told.
pub(super) struct Settings {
    pub(super) merchants: HashMap<String, VerifyingKey>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) freshness: Duration,
    pub(super) responders: HashMap<&'static str, Box<dyn Responder>>,
}

/// The endpoints, and who may call them.
pub(super) struct Server {
    merchants: Arc<HashMap<String, VerifyingKey>>,
    clock: Arc<dyn Clock>,
    freshness_millis: i64,
    endpoints: HashMap<&'static str, Endpoint>,
    pub(super) calls: Arc<Calls>,
    pub(super) about: About,
}

/// An endpoint, and who answers for it.
pub(super) struct Endpoint {
    route: &'static Route,
    usual: Box<dyn Responder>,
    responder: Option<Box<dyn Responder>>,
}

impl Server {
    /// Prepares all endpoints.
    pub(super) fn new(
        routes: &'static [Route],
        mut settings: Settings,
        recipe: &Recipe,
    ) -> Result<Self, StartError> {
        let about = About::new(routes, &settings, recipe);
        let mut endpoints = HashMap::new();
        let mut unknown: Vec<&String> = recipe.values.keys().collect();
        for route in routes {
            let usual =
                usual(route, recipe, &mut unknown).map_err(|error| StartError::Example {
                    operation: route.operation.name,
                    reason: error.to_string(),
                })?;
            let responder = settings.responders.remove(route.operation.name);
            let endpoint = Endpoint {
                route,
                usual,
                responder,
            };
            endpoints.insert(route.operation.path, endpoint);
        }
        if let Some(field) = unknown.into_iter().min() {
            let field = field.clone();
            return Err(StartError::UnknownField { field });
        }
        let merchants = Arc::new(settings.merchants);
        let freshness_millis = i64::try_from(settings.freshness.as_millis()).unwrap_or(i64::MAX);
        let lens = Lens::new(routes, Arc::clone(&merchants), freshness_millis);
        Ok(Self {
            merchants,
            clock: settings.clock,
            freshness_millis,
            endpoints,
            calls: Arc::new(Calls::new(lens)),
            about,
        })
    }

    /// What the sandbox's clock shows.
    pub(super) fn now_millis(&self) -> i64 {
        self.clock.now_millis()
    }

    /// The endpoint at a path.
    pub(super) fn endpoint(&self, path: &str) -> Option<&Endpoint> {
        self.endpoints.get(path)
    }

    /// The body of the answer to a call: always the platform's envelope.
    pub(super) fn answer(&self, endpoint: &Endpoint, mut seen: Seen, body: &[u8]) -> String {
        let api = endpoint.route.operation.api;
        let result = self.data(endpoint, body, &mut seen);
        let (answer, code, refusal) = match result {
            Ok(data) => (success(api, &data), api.envelope.success, None),
            Err(refusal) => (refused(api, &refusal), refusal.code, Some(refusal.message)),
        };
        seen.code = Some(code);
        seen.refused = refusal.is_some();
        seen.message = refusal.unwrap_or_default();
        self.record(Some(endpoint), seen, 200, body, &answer);
        answer
    }

    /// Notes a call that got no further than HTTP.
    pub(super) fn reject(
        &self,
        endpoint: Option<&Endpoint>,
        mut seen: Seen,
        status: u16,
        message: &str,
    ) {
        seen.refused = true;
        message.clone_into(&mut seen.message);
        self.record(endpoint, seen, status, &[], message);
    }

    /// Every check, in order, and then the answer.
    fn data(&self, endpoint: &Endpoint, body: &[u8], seen: &mut Seen) -> Result<String, Refusal> {
        let route = endpoint.route;
        let api = route.operation.api;
        seen.begin(Stage::Envelope);
        let body = checks::body(api, body)?;
        seen.envelope(&body);
        seen.begin(Stage::AppId);
        let key = checks::merchant(api, &self.merchants, &body.app_id)?;
        seen.begin(Stage::Signature);
        checks::signature(api, key, &body)?;
        seen.begin(Stage::Parameters);
        let (request, timestamp) = checks::param(route, &body.param)?;
        seen.begin(Stage::Timestamp);
        let now = self.clock.now_millis();
        checks::timestamp(api, timestamp, now, self.freshness_millis)?;
        seen.begin(Stage::Limits);
        checks::limits(api, &*request)?;
        seen.begin(Stage::Answer);
        let call = VerifiedCall {
            operation: route.operation,
            app_id: &body.app_id,
            timestamp_millis: timestamp,
            param: &body.param,
            request: &*request,
            usual: &*endpoint.usual,
        };
        let responder = endpoint.responder.as_ref().unwrap_or(&endpoint.usual);
        let data = responder.respond(&call)?;
        data.into_json().map_err(|error| {
            let wrong = format!("the sandbox's responder gave no JSON: {error}");
            Refusal::new(api.refusals.server, wrong)
        })
    }

    fn record(
        &self,
        endpoint: Option<&Endpoint>,
        mut seen: Seen,
        status: u16,
        body: &[u8],
        answer: &str,
    ) {
        seen.operation = endpoint.map(|endpoint| endpoint.route.operation);
        seen.status = status;
        let operation = seen.operation.map(|operation| operation.name);
        debug!(operation, status, code = seen.code, "sandbox answered");
        seen.at_millis = self.clock.now_millis();
        self.calls.note(seen, body, answer);
    }
}

/// Who answers for an endpoint if nobody else does. Crosses out the fields that its rows have.
fn usual(
    route: &'static Route,
    recipe: &Recipe,
    unknown: &mut Vec<&String>,
) -> Result<Box<dyn Responder>, serde_json::Error> {
    match (&route.operation.paging, route.example) {
        (Some(paging), Some(example)) => {
            let pages = Pages::new(route, paging, example, recipe)?;
            unknown.retain(|field| !pages.has_column(field));
            Ok(Box::new(pages))
        }
        (Some(_), None) => Ok(Box::new(Documented::NoRows)),
        (None, example) => Ok(Box::new(Documented::new(example)?)),
    }
}

fn success(api: &Api, data: &str) -> String {
    let names = &api.envelope;
    let (code, message) = (quoted(names.code), quoted(names.message));
    let (name, number) = (quoted(names.data), names.success);
    format!(r#"{{{code}:{number},{message}:"Success",{name}:{data}}}"#)
}

fn refused(api: &Api, refusal: &Refusal) -> String {
    let names = &api.envelope;
    let (code, message) = (quoted(names.code), quoted(names.message));
    let (number, text) = (refusal.code, quoted(&refusal.message));
    format!("{{{code}:{number},{message}:{text}}}")
}
