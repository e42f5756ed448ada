//! Serves a router on a listener: slow senders are cut off, connections are bounded, and a stop
//! lets what has begun finish. Used by the service and by the twin.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulConnection, GracefulShutdown};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower::Service as _;

use super::patience::{Patient, Stage};

/// A response that is not to be answered at all: the connection is closed instead. The twin's
/// way of losing an answer it has already acted on.
#[derive(Debug, Clone, Copy)]
pub struct HangUp;

/// How long an open connection may wait for its next request.
const IDLE_TIME: Duration = Duration::from_secs(75);

#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// From the first byte of a request to the end of its headers.
    pub header_time: Duration,
    /// From there to the end of its body, where a body is read.
    pub body_time: Duration,
    pub connections: usize,
    /// How long a stop waits for requests that have begun.
    pub stop_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header_time: Duration::from_secs(5),
            body_time: Duration::from_secs(5),
            connections: 1024,
            stop_time: Duration::from_secs(5),
        }
    }
}

/// Serves until `stop`; then takes no more connections and waits for the requests in hand.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: CancellationToken,
) -> io::Result<()> {
    let mut http = Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(IDLE_TIME);
    let http = Arc::new(http);
    let open = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(limits.connections));
    loop {
        let next = async {
            let seat = room.clone().acquire_owned().await;
            (seat, listener.accept().await)
        };
        let (seat, accepted) = tokio::select! {
            () = stop.cancelled() => break,
            next = next => next,
        };
        let (stream, from) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, or the peer left already: neither ends the service.
                tracing::warn!(%error, "could not accept a connection");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let connection = answer(&http, stream, from, router.clone(), limits.header_time);
        let connection = open.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "connection ended early");
            }
            drop(seat);
        });
    }
    drop(listener);
    if tokio::time::timeout(limits.stop_time, open.shutdown()).await.is_err() {
        tracing::warn!("some requests were still open at the end of the stop time");
    }
    Ok(())
}

fn answer(
    http: &Builder,
    stream: TcpStream,
    from: SocketAddr,
    router: Router,
    header_time: Duration,
) -> impl GracefulConnection<Error = hyper::Error> + use<> {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, %from, "no TCP_NODELAY");
    }
    let stage = Stage::default();
    let stream = Patient::new(stream, stage.clone(), header_time);
    let service = service_fn(move |request: Request<Incoming>| {
        stage.serving();
        // A router is always ready.
        let (answer, stage) = (router.clone().call(request.map(Body::new)), stage.clone());
        async move {
            let Ok(response) = answer.await;
            stage.idle();
            keep_or_hang_up(response)
        }
    });
    http.serve_connection(TokioIo::new(stream), service)
}

fn keep_or_hang_up(response: Response) -> io::Result<Response> {
    match response.extensions().get::<HangUp>() {
        Some(HangUp) => Err(io::Error::other("hung up on purpose")),
        None => Ok(response),
    }
}
