using System.Text;

namespace OllamaSdk.Tests.Json;

/// <summary>The 318 texts of JSONTestSuite by Nicolas Seriot (MIT licence; it stands in the file), with their names: y is JSON, n is none, i may be either.</summary>
internal static class JsonSuite
{
    public static IReadOnlyList<(string Name, byte[] Text)> Cases { get; } = [.. Read()];

    /// <summary>Nothing at all is an answer to a call that may have none, and no line and no data where there are others.</summary>
    public static bool IsNothing(string name) => name is "n_structure_no_data" or "n_single_space";

    private static IEnumerable<(string Name, byte[] Text)> Read() => CaseFile.Read("json_test_suite.json").GetProperty("cases").EnumerateArray().Select(one =>
        (one.GetProperty("name").GetString()!, one.TryGetProperty("base64", out var bytes)
            ? bytes.GetBytesFromBase64()
            : Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(one.GetProperty("repeat").GetString(), one.GetProperty("times").GetInt32())) + one.GetProperty("after").GetString())));
}
