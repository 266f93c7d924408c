using System.Globalization;
using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>What the account that is signed in has used and may still use: at ollama.com with any key, else where somebody is signed in.</summary>
internal abstract class CloudRoute(EmulatedServer server, string path, params string[] known) : Route(path, HttpMethod.Get)
{
    public override Task<HttpResponseMessage> AnswerAsync(IncomingRequest request, CancellationToken cancellationToken)
    {
        var isAllowed = request.Host is "ollama.com" or "www.ollama.com"
            ? request.Message.Headers.Authorization is { Scheme: "Bearer", Parameter.Length: > 0 } : server.Account is not null;
        if (!isAllowed)
        {
            throw RefusalException.Unauthorized(MeRoute.SignInUrl);
        }

        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in (request.Message.RequestUri?.Query ?? "").TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = part.Split('=', 2) is [var left, var right] ? (left, Uri.UnescapeDataString(right)) : (part, "");
            if (!known.Contains(name) || !query.TryAdd(name, value))
            {
                throw RefusalException.BadRequest($"unknown or repeated query parameter \"{name}\"");
            }
        }

        return Task.FromResult(Answer.Json(json => Write(json, query, server.Clock.GetUtcNow())));
    }

    /// <exception cref="RefusalException">A value of the query is none.</exception>
    protected abstract void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, string> query, DateTimeOffset now);
}

/// <summary>Nothing was used: the emulator costs nothing.</summary>
internal sealed class UsageRoute(EmulatedServer server) : CloudRoute(server, "/api/usage", "range", "scope")
{
    protected override void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, string> query, DateTimeOffset now)
    {
        var range = query.GetValueOrDefault("range", "7d");
        var (step, buckets) = range switch
        {
            "24h" => (TimeSpan.FromHours(1), 25),
            "7d" => (TimeSpan.FromDays(1), 8),
            "30d" => (TimeSpan.FromDays(1), 31),
            _ => throw RefusalException.BadRequest($"invalid range \"{range}\""),
        };
        var scope = query.GetValueOrDefault("scope", "self");
        if (scope != "self")
        {
            throw scope == "team" ? new RefusalException(403, "team usage needs a team") : RefusalException.BadRequest($"invalid scope \"{scope}\"");
        }

        var from = now - (step * (buckets - 1));
        var first = new DateTimeOffset(from.UtcTicks - (from.UtcTicks % step.Ticks), TimeSpan.Zero);
        json.WriteStartObject();
        json.WriteString("range", range);
        json.WriteString("scope", scope);
        json.WriteString("granularity", step == TimeSpan.FromDays(1) ? "day" : "hour");
        WriteTimes(json, from, now);
        json.WriteStartObject("totals");
        WriteNumbers(json);
        json.WriteEndObject();
        json.WriteStartArray("buckets");
        for (var index = 0; index < buckets; index++)
        {
            var (begin, end) = (first + (step * index), first + (step * (index + 1)));
            json.WriteStartObject();
            WriteTimes(json, begin, end);
            if (begin < from || end > now)
            {
                json.WriteBoolean("partial", true);
            }

            WriteNumbers(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTimes(Utf8JsonWriter json, DateTimeOffset from, DateTimeOffset until)
    {
        json.WriteString("from", from.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteString("until", until.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    private static void WriteNumbers(Utf8JsonWriter json)
    {
        foreach (var name in (string[])["request_count", "usage_usd", "input_tokens", "cached_input_tokens", "output_tokens"])
        {
            json.WriteNumber(name, 0);
        }
    }
}

/// <summary>All of the plan is left, for this month.</summary>
internal sealed class BalanceRoute(EmulatedServer server) : CloudRoute(server, "/api/balance")
{
    private const int Allowance = 20;

    protected override void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, string> query, DateTimeOffset now)
    {
        var month = new DateTimeOffset(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
        json.WriteStartObject();
        json.WriteStartObject("included");
        json.WriteNumber("balance_usd", Allowance);
        json.WriteNumber("allowance_usd", Allowance);
        json.WriteStartObject("period");
        json.WriteString("from", month.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteString("until", month.AddMonths(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("purchased");
        json.WriteNumber("balance_usd", 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
