using System.Text;

namespace OllamaSdk.Benchmarks.Server;

/// <summary>One sentence as an answer, by each API; the same on both sides, so that a reader can be checked.</summary>
internal static class ShortAnswers
{
    /// <summary>Tokens of the answer.</summary>
    public const int Tokens = 12;

    private const string Text = "The sky is blue since air scatters blue light most.";

    /// <summary>The characters of the answer and its tokens: only who reads both finds it.</summary>
    public static long Checksum => Text.Length + Tokens;

    public static byte[] Native { get; } = Encoding.UTF8.GetBytes(
        $$"""{"model":"llama3.2:3b","created_at":"2026-11-21T02:13:33.430761427Z","message":{"role":"assistant","content":"{{Text}}"},"done":true,"done_reason":"stop","total_duration":9750634,"load_duration":1017469,"prompt_eval_count":22,"prompt_eval_duration":4952000,"eval_count":{{Tokens}},"eval_duration":1221000}""");

    public static byte[] OpenAI { get; } = Encoding.UTF8.GetBytes(
        $$$"""{"id":"chatcmpl-783","object":"chat.completion","created":1795227216,"model":"llama3.2:3b","system_fingerprint":"fp_ollama","choices":[{"index":0,"message":{"role":"assistant","content":"{{{Text}}}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":22,"completion_tokens":{{{Tokens}}},"total_tokens":{{{22 + Tokens}}}}}""");
}
