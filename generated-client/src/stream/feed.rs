//! Makes the calls of a stream, in order and some ahead, and hands on the pages.

use std::fmt;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tracing::Instrument as _;

use super::Paged;
use super::cursor::Cursor;
use super::engine::{Call, Engine, Verdict};
use super::options::StreamOptions;
use super::plan::Plan;
use super::problem::PagingProblem;
use super::progress::Progress;
use super::query::Query;
use crate::client::{Client, Work};
use crate::error::{self, Error, PagingError, RuntimeError};
use crate::operation::OperationInfo;
use crate::wire::{Record, Value, Wire};

/// Is told how far the stream has come.
type OnProgress = dyn FnMut(&Progress) + Send;

/// The pages of a query, one after the other, without the rows that were on one before.
pub(super) struct Feed<O: Paged> {
    client: Client,
    request: O,
    /// `None`: the client's.
    pub(super) options: Option<StreamOptions>,
    pub(super) cursor: Option<Cursor>,
    pub(super) on_progress: Option<Box<OnProgress>>,
    /// `None` before the first page is wanted.
    run: Option<Run<O>>,
    has_ended: bool,
}

/// A stream that has begun.
struct Run<O: Paged> {
    engine: Engine,
    /// What the requests of all calls have in common.
    template: O,
    prefetch: usize,
    flights: Vec<Flight<O::Response>>,
}

impl<O: Paged> Feed<O> {
    pub(super) fn new(client: Client, request: O) -> Self {
        Self {
            client,
            request,
            options: None,
            cursor: None,
            on_progress: None,
            run: None,
            has_ended: false,
        }
    }

    /// The next page, of which only those rows are left that have not been handed out. Before the next one is asked for,
    /// they are to be [passed](Self::pass).
    ///
    /// Calls that are under way stay so when this is given up. After an error that may pass, the call that failed is made
    /// again; after any other, there are no more pages.
    pub(super) fn poll_page(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<O::Response, Error>>> {
        if self.has_ended {
            return Poll::Ready(None);
        }
        let page = ready!(self.poll(context)).transpose();
        let is_over = match &page {
            Some(Ok(_)) => false,
            Some(Err(error)) => !error.is_retryable(),
            None => true,
        };
        if page.as_ref().is_none_or(Result::is_ok) {
            self.tell_progress();
        }
        if is_over {
            self.end();
        }
        Poll::Ready(page)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<O::Response>, Error>> {
        let run = match &mut self.run {
            Some(run) => run,
            none => none.insert(begin(
                &self.client,
                &self.request,
                self.options.as_ref(),
                self.cursor.as_ref(),
            )?),
        };
        while let Some(call) = run.engine.head() {
            run.start(&self.client, call);
            let (call, mut page) = ready!(run.poll_flight(&call, context))?;
            let Value::Record(answer) = page.value() else {
                break;
            };
            let verdict = run.engine.answer(&call, answer);
            if verdict.map_err(|problem| run.error(problem))? == Verdict::Taken {
                let mut index = 0;
                O::rows(&mut page).retain(|_| {
                    index += 1;
                    run.engine.is_kept(index - 1)
                });
                run.start_after(&self.client, call);
                return Poll::Ready(Ok(Some(page)));
            }
        }
        Poll::Ready(Ok(None))
    }

    /// Passes the next row of the page.
    pub(super) fn pass(&mut self) {
        if let Some(run) = &mut self.run {
            run.engine.pass();
        }
    }

    /// Passes all rows of the page.
    pub(super) fn pass_all(&mut self) {
        if let Some(run) = &mut self.run {
            run.engine.pass_all();
        }
    }

    /// Makes no more calls, and gives up those under way.
    pub(super) fn end(&mut self) {
        self.has_ended = true;
        if let Some(run) = &mut self.run {
            run.flights.clear();
        }
    }

    pub(super) fn has_ended(&self) -> bool {
        self.has_ended
    }

    pub(super) fn cursor(&self) -> Option<Cursor> {
        match &self.run {
            Some(run) => Some(Cursor::new(&run.engine.query, run.engine.position())),
            None => self.cursor.clone(),
        }
    }

    pub(super) fn plan(&self) -> Result<Plan, Error> {
        if let Some(run) = &self.run {
            return Ok(run.engine.plan());
        }
        let (options, cursor) = (self.options.as_ref(), self.cursor.as_ref());
        plan(&self.client, &self.request, options, cursor)
    }

    /// That there are more rows than are wanted.
    pub(super) fn over_cap(cap: usize) -> Error {
        let call = error::Call::new(O::INFO);
        PagingError::new(call, PagingProblem::OverCap { cap }, String::new()).into()
    }

    fn tell_progress(&mut self) {
        if let (Some(tell), Some(run)) = (&mut self.on_progress, &self.run) {
            tell(&run.engine.progress());
        }
    }
}

impl<O: Paged> fmt::Debug for Feed<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(O::INFO.name)
            .field("options", &self.options)
            .field(
                "progress",
                &self.run.as_ref().map(|run| run.engine.progress()),
            )
            .field("has_ended", &self.has_ended)
            .finish_non_exhaustive()
    }
}

/// The calls that a query will make. Every generated call has this compiled for it, so that it makes no stream.
pub(crate) fn plan<O: Paged>(
    client: &Client,
    request: &O,
    options: Option<&StreamOptions>,
    cursor: Option<&Cursor>,
) -> Result<Plan, Error> {
    let (whole, mut template) = (Box::new(request.clone()), request.clone());
    let options = options.unwrap_or(client.stream_options());
    let engine = engine(client, O::INFO, whole, &mut template, options, cursor)?;
    Ok(engine.plan())
}

fn begin<O: Paged>(
    client: &Client,
    request: &O,
    options: Option<&StreamOptions>,
    cursor: Option<&Cursor>,
) -> Result<Run<O>, Error> {
    let options = options.unwrap_or(client.stream_options());
    let mut template = request.clone();
    let whole = Box::new(request.clone());
    let engine = engine(client, O::INFO, whole, &mut template, options, cursor)?;
    Ok(Run {
        engine,
        template,
        prefetch: options.prefetch,
        flights: Vec::new(),
    })
}

/// Cuts the query, for all operations, so that it is compiled once.
fn engine(
    client: &Client,
    info: &'static OperationInfo,
    whole: Box<dyn Record>,
    template: &mut dyn Record,
    options: &StreamOptions,
    cursor: Option<&Cursor>,
) -> Result<Engine, Error> {
    let Some(paging) = &info.paging else {
        let call = error::Call::new(info);
        return Err(RuntimeError::new(call, "the operation has no pages").into());
    };
    let end = cursor.and_then(Cursor::pinned);
    let now = client.now_millis();
    let query = Query::new(info, paging, whole, template, options, (end, now))?;
    let from = cursor.map_or(Ok(<_>::default()), |cursor| cursor.position(&query));
    let from = from.map_err(|problem| {
        let call = error::Call::new(info);
        PagingError::new(call, problem, String::new())
    })?;
    Ok(Engine::new(query, options.tolerance, from))
}

impl<O: Paged> Run<O> {
    /// Begins a call, if it is not under way, and those after it that may be.
    fn start(&mut self, client: &Client, head: Call) {
        self.flights
            .retain(|flight| flight.call.place() >= head.place());
        if !self.has(&head) {
            let task = Task::Here(self.call(client, &head));
            self.flights.push(Flight { call: head, task });
        }
        self.start_after(client, head);
    }

    /// Begins as many of the calls after this one as may be under way ahead.
    fn start_after(&mut self, client: &Client, from: Call) {
        let ahead = |flight: &&Flight<O::Response>| flight.call.place() != from.place();
        let mut ahead = self.flights.iter().filter(ahead).count();
        let mut last = from;
        while ahead < self.prefetch
            && let Some(call) = self.engine.after(&last)
        {
            if !self.has(&call) {
                let task = Task::apart(self.call(client, &call));
                self.flights.push(Flight { call, task });
                ahead += 1;
            }
            last = call;
        }
    }

    fn has(&self, call: &Call) -> bool {
        let mut flights = self.flights.iter();
        flights.any(|flight| flight.call.place() == call.place())
    }

    fn call(&self, client: &Client, call: &Call) -> Work<'static, Result<O::Response, Error>> {
        let mut request = self.template.clone();
        let query = &self.engine.query;
        query.prepare(call.window, call.batch, call.page, &mut request);
        client.fetch_page(O::INFO, Box::new(request), query.waived)
    }

    /// Waits for the answer of a call that is under way; gives the call as it was begun, too.
    fn poll_flight(
        &mut self,
        call: &Call,
        context: &mut Context<'_>,
    ) -> Poll<Result<(Call, O::Response), Error>> {
        let mut flights = self.flights.iter_mut().enumerate();
        let same = |(_, flight): &(usize, &mut Flight<_>)| flight.call.place() == call.place();
        let Some((index, flight)) = flights.find(same) else {
            return Poll::Pending;
        };
        let answer = ready!(flight.task.poll(context, O::INFO));
        let begun = self.flights.swap_remove(index).call;
        Poll::Ready(answer.map(|page| (begun, page)))
    }

    fn error(&self, problem: PagingProblem) -> Error {
        let call = error::Call::new(O::INFO);
        PagingError::new(call, problem, self.engine.place()).into()
    }
}

/// A call that is under way.
struct Flight<P> {
    call: Call,
    task: Task<P>,
}

/// Who makes the call.
enum Task<P> {
    /// Whoever polls the stream.
    Here(Work<'static, Result<P, Error>>),
    /// A task of its own: it goes on while nobody polls the stream.
    Apart(JoinHandle<Result<P, Error>>),
}

impl<P: Wire + 'static> Task<P> {
    fn apart(work: Work<'static, Result<P, Error>>) -> Self {
        match Handle::try_current() {
            Ok(runtime) => Self::Apart(runtime.spawn(work.in_current_span())),
            // The call itself will say that there is no runtime.
            Err(_) => Self::Here(work),
        }
    }

    fn poll(
        &mut self,
        context: &mut Context<'_>,
        info: &'static OperationInfo,
    ) -> Poll<Result<P, Error>> {
        let apart = match self {
            Self::Here(work) => return work.as_mut().poll(context),
            Self::Apart(task) => ready!(Pin::new(task).poll(context)),
        };
        Poll::Ready(match apart {
            Ok(answer) => answer,
            Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
            Err(_) => {
                let reason = "the Tokio runtime that made it has ended";
                Err(RuntimeError::new(error::Call::new(info), reason).into())
            }
        })
    }
}

impl<P> Drop for Task<P> {
    fn drop(&mut self) {
        if let Self::Apart(task) = self {
            task.abort();
        }
    }
}
