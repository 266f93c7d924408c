namespace OllamaSdk.Fuzz.Engine;

/// <summary>Words that are worth trying anywhere.</summary>
internal static class Tokens
{
    public static IEnumerable<string> Any => ["\n", "\r\n", "\r", " ", "\t", "é", "😀", "\u2028", "\0", "65536", "2147483648", "9223372036854775808", "-1", "1e999"];

    public static IEnumerable<string> Json =>
    [
        "null", "true", "false", "0", "1", "-1", "3.0", "1.5e9", "0.5", "-0.0", "1e999", "2147483647", "2147483648", "9223372036854775807", "\"\"", "\"a\"", "\"42\"", "\"stop\"", "\"\\ud800\"",
        "\"\\u00e9\\ud83d\\ude00\"", "\"2024-05-01T10:00:00Z\"", "\"2024-05-01 10:00:00\"", "\"2026-08-21T10:11:12.123456789-07:00\"", "[]", "[null]", "[{}]", "[1]", "[\"a\"]", "[[1]]", "{}", "{\"a\":1}",
        "{\"content\":\"x\"}", "{\"name\":\"f\",\"arguments\":{}}", "{\"name\":\"f\",\"arguments\":\"{}\"}", "[{\"index\":0,\"delta\":{\"content\":\"b\"}}]",
        "[{\"token\":\"a\",\"logprob\":-1,\"bytes\":[97],\"top_logprobs\":[]}]", "\"error\":", "\"message\":", "\"type\":\"error\"", "\"x_new\":1,", "\\u0061", "\\", ",", ":",
    ];
}
