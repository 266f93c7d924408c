using System.Globalization;
using System.Net.Http.Headers;

namespace OllamaSdk;

/// <summary>How long a server asks to wait: <c>retry-after-ms</c>, or <c>Retry-After</c> as seconds or as a date. Junk is ignored.</summary>
internal static class RetryAfterHeader
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    public static TimeSpan? Read(HttpResponseHeaders headers, TimeProvider clock)
    {
        if (Single(headers, "retry-after-ms") is { } ms && Seconds(ms, 0.001) is { } exact)
        {
            return exact;
        }

        if (Single(headers, "Retry-After") is not { } value)
        {
            return null;
        }

        if (Seconds(value, 1) is { } delay)
        {
            return delay;
        }

        if (!RetryConditionHeaderValue.TryParse(value, out var condition) || condition.Date is not { } date)
        {
            return null;
        }

        // The server's own clock says how far away its date is; ours may be wrong.
        var wait = date - (headers.Date ?? clock.GetUtcNow());
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;
    }

    private static string? Single(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.Count == 1 ? values.ToString().Trim() : null;

    private static TimeSpan? Seconds(string text, double unit) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number) && number >= 0
            ? number * unit >= Longest.TotalSeconds ? Longest : TimeSpan.FromSeconds(number * unit)
            : null;
}
