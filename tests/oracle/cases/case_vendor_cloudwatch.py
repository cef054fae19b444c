"""CloudWatch through SNS: JSON inside JSON, as plain text. Expected values by hand."""
from case_normalize import IGNORED, ask, delivery, problem, seen, told
from payloads import text
from vector import vector

PLAIN = "text/plain; charset=UTF-8"
# The alarm of a published sample; its trigger shortened.
ALARM = {"AlarmName": "bucketbytesAlarm", "AlarmDescription": "bucket bytes size exceeded", "AWSAccountId": "1234567890", "NewStateValue": "ALARM",
         "NewStateReason": "Threshold Crossed: 1 datapoint [1062305.0 (14/02/19 23:53:00)] was greater than or equal to the threshold (0.0).",
         "StateChangeTime": "2019-02-15T23:53:45.093+0000", "Region": "EU (Ireland)", "OldStateValue": "INSUFFICIENT_DATA",
         "Trigger": {"MetricName": "BucketSizeBytes", "Period": 86400, "EvaluationPeriods": 1}}
ARN = "arn:aws:cloudwatch:eu-west-1:1234567890:alarm:bucketbytesAlarm"


def alarm(**members):
    return {k: v for k, v in {**ALARM, **members}.items() if v is not ...}


def envelope(message, kind="Notification", **members):
    whole = {"Type": kind, "MessageId": "e288882d-4281-5be4-8fde-dccc11c8cb01", "TopicArn": "arn:aws:sns:eu-west-1:1234567890:alerta-test",
             "Subject": "ALARM: \"bucketbytesAlarm\" in EU (Ireland)", "Message": message if isinstance(message, str) else text(message),
             "Timestamp": "2019-02-15T23:53:45.134Z", "SignatureVersion": "1", "Signature": "x"}
    return text({**whole, **members}, indent=2)


def sent(message, ident="d1", **members):
    return ask(delivery("cloudwatch", envelope(message, **members), ident, "11", PLAIN, at="2019-02-15T23:53:50Z"))


def bucket(state="down", target="bucketbytesAlarm", precision="exact"):
    at, ms = "2019-02-15T23:53:45.093Z", f"1550274825093/{state}"
    if precision == "received":
        at, ms = "2019-02-15T23:53:50Z", "received/d1"
    return seen(f"11/{target}/{ms}", "11", target, state, at, precision, "bucketbytesAlarm", location="EU (Ireland)")


def cases():
    """Every vector of this vendor."""
    v = vector
    return [
        v("normalize-cloudwatch-published", "the message is JSON as text inside JSON, sent as plain text; its time has an offset without colon",
          "payload_not_json, or the envelope's time as that of the change", sent(ALARM), **told(bucket())),
        v("normalize-cloudwatch-ok", "the alarm is over", "down, because it was in ALARM before", sent(alarm(NewStateValue="OK", OldStateValue="ALARM")), **told(bucket("up"))),
        v("normalize-cloudwatch-no-data", "no data is no recovery", "up, because it is not ALARM", sent(alarm(NewStateValue="INSUFFICIENT_DATA", OldStateValue="ALARM")),
          **told(bucket("unknown"))),
        v("normalize-cloudwatch-arn", "two regions may have an alarm of the same name", "one target for both", sent(alarm(AlarmArn=ARN)), **told(bucket(target=ARN))),
        v("normalize-cloudwatch-again", "SNS delivers at least once: another message, the same edge", "a second outage",
          ask(*[delivery("cloudwatch", envelope(ALARM, MessageId=i), i, "11", PLAIN, at="2019-02-15T23:54:50Z") for i in ("d1", "d2")]),
          part={"results": [{"id": i, "observations": [{"key": "11/bucketbytesAlarm/1550274825093/down"}]} for i in ("d1", "d2")]}),
        v("normalize-cloudwatch-raw", "raw message delivery leaves the envelope out", "payload_shape",
          ask(delivery("cloudwatch", text(ALARM), source="11", content=PLAIN, at="2019-02-15T23:53:50Z")), **told(bucket())),
        v("normalize-cloudwatch-subscribe", "the topic asks to be confirmed; that is done elsewhere and votes nothing", "payload_shape, so that the setup looks broken",
          sent("You have chosen to subscribe to the topic.", kind="SubscriptionConfirmation", Token="2336", SubscribeURL="https://sns.eu-west-1.amazonaws.com/"), part=IGNORED),
        v("normalize-cloudwatch-unsubscribe", "so does the goodbye", "an alarm in its text", sent("ALARM", kind="UnsubscribeConfirmation"), part=IGNORED),
        v("normalize-cloudwatch-no-time", "without a time it is when it came; the envelope's is that of the sending", "23:53:45.134, as if the state changed then",
          sent(alarm(StateChangeTime=...)), **told(bucket(precision="received"))),
        v("normalize-cloudwatch-bad-time", "a time that is none", "received, as if it were absent", sent(alarm(StateChangeTime="Friday 15 February")), part=problem("payload_time")),
        v("normalize-cloudwatch-nameless", "an alarm without a name", "a vote for nobody", sent(alarm(AlarmName=...)), part=problem("payload_target")),
        v("normalize-cloudwatch-unknown", "a word that we do not know never votes", "anything but OK read as down", sent(alarm(NewStateValue="PENDING")), part=problem("payload_state")),
        v("normalize-cloudwatch-words", "somebody publishes a text to the topic", "ALARM in the subject read as an outage", sent("Disk is nearly full"), part=problem("payload_shape")),
        v("normalize-cloudwatch-other-message", "another service publishes JSON to the topic", "a vote from a message that was not for us",
          sent({"notificationType": "Bounce", "state": "ALARM"}), part=problem("payload_shape")),
        v("normalize-cloudwatch-other-type", "a type that SNS may have one day", "an alarm from an unsigned kind of message", sent(ALARM, kind="Preview"), part=problem("payload_shape")),
        v("normalize-cloudwatch-stranger", "a message of another monitor", "a vote from a message that was not for us",
          ask(delivery("cloudwatch", '{"status":"firing","alerts":[]}', source="11")), part=problem("payload_shape")),
    ]
