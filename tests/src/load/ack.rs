//! Webhooks and nothing else: how fast they are answered. Every one carries an event of its own, as
//! LINE sends it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::ensure;
use asa::line::signature;
use secrecy::SecretString;

use super::figures::Times;
use super::wire::Wire;

/// Connections, as many as LINE might open.
pub const WIRES: usize = 64;
/// People who write.
const PEOPLE: u64 = 10_000;

/// Sends for `time`, after a while that is not measured; how long each answer took.
pub async fn blast(
    to: SocketAddr,
    bot: &str,
    secret: &SecretString,
    time: Duration,
) -> anyhow::Result<(Times, u64)> {
    let warm = time.min(Duration::from_secs(2));
    let begin = Instant::now() + warm;
    let (next, bot, secret) =
        (Arc::new(AtomicU64::new(0)), Arc::<str>::from(bot), Arc::new(secret.clone()));
    let mut senders = Vec::new();
    for _ in 0..WIRES {
        let (next, bot, secret) = (next.clone(), bot.clone(), secret.clone());
        senders.push(tokio::spawn(async move {
            let mut wire = Wire::open(to).await?;
            let mut times = Times::default();
            let mut body = String::with_capacity(1024);
            while begin.elapsed() < time || Instant::now() < begin {
                write_body(&mut body, &bot, next.fetch_add(1, Ordering::Relaxed));
                let signature = signature::sign(&secret, body.as_bytes());
                let sent = Instant::now();
                let status = wire.post(body.as_bytes(), &signature).await?;
                ensure!(status == 200, "answered with {status}");
                if sent >= begin {
                    times.add(sent.elapsed());
                }
            }
            anyhow::Ok(times)
        }));
    }
    let mut all = Times::default();
    for sender in senders {
        all.append(sender.await??);
    }
    Ok((all, next.load(Ordering::Relaxed)))
}

/// A text of a Thai sentence, from one of many people, in its own webhook.
fn write_body(body: &mut String, bot: &str, number: u64) {
    use std::fmt::Write as _;
    body.clear();
    let person = number % PEOPLE;
    let at = 1_700_000_000_000 + number;
    // Ids as LINE's: they grow.
    write!(
        body,
        r#"{{"destination":"{bot}","events":[{{"type":"message","message":{{"type":"text","id":"{message}","quoteToken":"q3Plxr4AgKd{number:020}Dh6nLtcpBZUMEHvpfYSG","text":"วันนี้แจกหน้ากากให้ผู้สูงอายุหมู่ 5 ครบแล้ว 40 ชิ้น"}},"webhookEventId":"01HF{number:022}","deliveryContext":{{"isRedelivery":false}},"timestamp":{at},"source":{{"type":"user","userId":"U{person:032x}"}},"replyToken":"{number:032x}","mode":"active"}}]}}"#,
        message = 480_000_000_000_000_000 + number,
    )
    .ok();
}

#[cfg(test)]
mod tests {
    use asa::line::event::{Envelope, arrival};
    use asa_core::moment::Moment;

    use super::*;

    #[test]
    fn each_is_an_event_of_its_own() {
        let mut body = String::new();
        let mut ids = Vec::new();
        for number in 0..3 {
            write_body(&mut body, "Ub", number);
            let envelope: Envelope<'_> = serde_json::from_str(&body).unwrap();
            let arrival = arrival(envelope.events[0], Moment::default());
            assert_eq!((arrival.state, arrival.kind.as_str()), ("waiting", "message"));
            ids.push(arrival.event_id);
        }
        ids.dedup();
        assert_eq!(ids.len(), 3);
    }
}
