using System.Text;
using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Page;

/// <summary>What the page is told: the list of requests with the rules, and one request with its answer as it goes.</summary>
internal static class PageFeeds
{
    /// <summary>The list: each time what has changed in it since the last time.</summary>
    public static Func<EventFeed, bool> List(Journal journal, HandRules rules)
    {
        long seen = 0;
        return feed =>
        {
            feed.Add("state"u8, json =>
            {
                json.WriteBoolean("paused", journal.IsPaused);
                json.WriteNumber("first", journal.First);
                json.WriteStartArray("requests");
                foreach (var visit in journal.Visits.Where(visit => visit.Revision > seen))
                {
                    WriteLine(json, visit);
                }

                json.WriteEndArray();
                json.WriteStartArray("rules");
                foreach (var rule in rules.All)
                {
                    json.WriteStartObject();
                    json.WriteNumber("id", rule.Id);
                    json.WriteString("when", rule.When);
                    json.WriteString("then", rule.Then);
                    json.WriteNumber("used", rule.Rule.Taken);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            seen = journal.Revision;
            return true;
        };
    }

    /// <summary>One request, from its beginning to its end.</summary>
    public static Func<EventFeed, bool> One(Visit visit)
    {
        var (hasRequest, hasAnswer, pieces) = (false, false, 0);
        return feed =>
        {
            if (!hasRequest && visit.Request is { } request)
            {
                hasRequest = true;
                feed.Add("request"u8, json => WriteRequest(json, request));
            }

            if (!hasAnswer && visit.Answer is { } answer)
            {
                hasAnswer = true;
                feed.Add("answer"u8, json =>
                {
                    json.WriteNumber("status", answer.Status);
                    json.WriteNumber("ms", answer.Milliseconds);
                    WriteHeaders(json, answer.Headers);
                });
            }

            for (; pieces < visit.Pieces.Count; pieces++)
            {
                var piece = visit.Pieces[pieces];
                feed.Add("piece"u8, json =>
                {
                    json.WriteNumber("ms", piece.Milliseconds);
                    json.WriteString("text", Encoding.UTF8.GetString(piece.Bytes));
                });
            }

            if (visit.Outcome is not { } outcome)
            {
                return true;
            }

            feed.Add("end"u8, json =>
            {
                json.WriteString("outcome", outcome);
                json.WriteNumber("ms", visit.EndMilliseconds);
                json.WriteNumber("size", visit.AnswerSize);
                json.WriteBoolean("cut", visit.IsAnswerCut);
            });
            return false;
        };
    }

    private static void WriteLine(Utf8JsonWriter json, Visit visit)
    {
        json.WriteStartObject();
        json.WriteNumber("id", visit.Id);
        json.WriteString("at", WireJson.Time(visit.At));
        json.WriteString("method", visit.Request?.Method ?? "");
        json.WriteString("path", visit.Request?.Target ?? "");
        json.WriteString("model", visit.Request?.Model ?? "");
        json.WriteNumber("status", visit.Answer?.Status ?? 0);
        json.WriteNumber("pieces", visit.PieceCount);
        json.WriteString("rule", visit.Rule ?? "");
        json.WriteString("outcome", visit.Outcome ?? "");
        json.WriteNumber("ms", visit.EndMilliseconds);
        json.WriteEndObject();
    }

    private static void WriteRequest(Utf8JsonWriter json, ReceivedHead request)
    {
        json.WriteString("method", request.Method);
        json.WriteString("path", request.Target);
        WriteHeaders(json, request.Headers);
        json.WriteString("body", Encoding.UTF8.GetString(request.Body));
        json.WriteNumber("size", request.Size);
        json.WriteBoolean("cut", request.Size > request.Body.Length);
    }

    private static void WriteHeaders(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        json.WriteStartArray("headers");
        foreach (var (name, value) in headers)
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            json.WriteStringValue(value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
