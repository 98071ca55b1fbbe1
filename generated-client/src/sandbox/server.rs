//! What the sandbox does with a call, apart from HTTP.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tracing::debug;

use super::builder::StartError;
use super::calls::{Calls, RecordedCall};
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
    merchants: HashMap<String, VerifyingKey>,
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
        Ok(Self {
            merchants: settings.merchants,
            clock: settings.clock,
            freshness_millis: i64::try_from(settings.freshness.as_millis()).unwrap_or(i64::MAX),
            endpoints,
            calls: Arc::default(),
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
    pub(super) fn answer(&self, endpoint: &Endpoint, body: &[u8]) -> String {
        let operation = endpoint.route.operation;
        let result = self.data(endpoint, body);
        let (answer, code, message) = match result {
            Ok(data) => (
                success(operation.api, &data),
                operation.api.envelope.success,
                String::new(),
            ),
            Err(refusal) => (
                refused(operation.api, &refusal),
                refusal.code,
                refusal.message,
            ),
        };
        self.record(Some(operation.name), 200, Some(code), message);
        answer
    }

    /// Notes a call that got no further than HTTP.
    pub(super) fn reject(&self, endpoint: Option<&Endpoint>, status: u16, message: &str) {
        let operation = endpoint.map(|endpoint| endpoint.route.operation.name);
        self.record(operation, status, None, message.to_owned());
    }

    /// Every check, in order, and then the answer.
    fn data(&self, endpoint: &Endpoint, body: &[u8]) -> Result<String, Refusal> {
        let route = endpoint.route;
        let api = route.operation.api;
        let body = checks::body(api, body)?;
        let key = checks::merchant(api, &self.merchants, &body.app_id)?;
        checks::signature(api, key, &body)?;
        let (request, timestamp) = checks::param(route, &body.param)?;
        let now = self.clock.now_millis();
        checks::timestamp(api, timestamp, now, self.freshness_millis)?;
        checks::limits(api, &*request)?;
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
        operation: Option<&'static str>,
        status: u16,
        code: Option<i64>,
        message: String,
    ) {
        debug!(operation, status, code, "sandbox answered");
        self.calls.push(RecordedCall {
            operation,
            status,
            code,
            message,
            at_millis: self.clock.now_millis(),
            ..RecordedCall::blank()
        });
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
