using System.Text.Json;
using OllamaSdk.CompilerServices;
using Arguments = (string City, OllamaSdk.Benchmarks.Compare.Tools.TemperatureUnit Unit, int Days, bool Hourly, double Threshold);

namespace OllamaSdk.Benchmarks.Compare.Tools;

/// <summary>The ways to read the arguments of one call; each reads them many times and returns a sum of the values.</summary>
internal sealed class ArgumentReaders
{
    public const int Calls = 50_000;

    /// <summary>What each way must return: the values' sum, counting the letters of the town.</summary>
    public const long Expected = Calls * (9 + 1 + 5 + 1 + 2);

    public static readonly byte[] Compact = """{"city":"Amsterdam","unit":"fahrenheit","days":5,"hourly":true,"threshold":2.5}"""u8.ToArray();

    // Another order, and the white space that Python's writer leaves.
    private static readonly byte[] Shuffled = """{"threshold": 2.5, "days": 5, "city": "Amsterdam", "hourly": true, "unit": "fahrenheit"}"""u8.ToArray();

    // One escape is enough for the exact reader.
    private static readonly byte[] Escaped = """{"city":"Amst\u0065rdam","unit":"fahrenheit","days":5,"hourly":true,"threshold":2.5}"""u8.ToArray();

    private readonly GeneratedTool<Arguments> _tool = (GeneratedTool<Arguments>)ForecastTools.LlmTools[0];
    private readonly ToolCallContext _context = new();

    public Task<long> Generated() => Repeat(Parse, Compact);

    public Task<long> GeneratedShuffled() => Repeat(Parse, Shuffled);

    public Task<long> GeneratedEscaped() => Repeat(Parse, Escaped);

    /// <summary>The whole call of a method that does nothing.</summary>
    public Task<long> Invoke() => Repeat(
        json => _tool.InvokeAsync(json, _context) is { IsCompletedSuccessfully: true } call && call.Result.Content == "ok" ? Expected / Calls : 0, Compact);

    public Task<long> Record() => Repeat(
        static json =>
        {
            var read = JsonSerializer.Deserialize(json, ForecastContext.Default.ForecastArguments)!;
            return Sum(read.City, read.Unit, read.Days, read.Hourly, read.Threshold);
        },
        Compact);

    public Task<long> Settable() => Repeat(
        static json =>
        {
            var read = JsonSerializer.Deserialize(json, ForecastContext.Default.ForecastSettings)!;
            return Sum(read.City!, read.Unit, read.Days, read.Hourly, read.Threshold);
        },
        Compact);

    /// <summary>Every token, and nothing made of them.</summary>
    public Task<long> Tokens() => Repeat(
        static json =>
        {
            var reader = new Utf8JsonReader(json);
            var tokens = 0L;
            while (reader.Read())
            {
                tokens++;
            }

            return tokens == 12 ? Expected / Calls : 0;
        },
        Compact);

    private long Parse(byte[] json)
    {
        var (city, unit, days, hourly, threshold) = _tool.Parse(json);
        return Sum(city, unit, days, hourly, threshold);
    }

    private static Task<long> Repeat(Func<byte[], long> read, byte[] json)
    {
        var sum = 0L;
        for (var i = 0; i < Calls; i++)
        {
            sum += read(json);
        }

        return Task.FromResult(sum);
    }

    private static long Sum(string city, TemperatureUnit unit, int days, bool hourly, double threshold) =>
        city.Length + (long)unit + days + (hourly ? 1 : 0) + (long)threshold;
}
