using System.Reflection;
using OllamaSdk.ContractTests;

namespace OllamaSdk.Testing.Tests.Replay;

/// <summary>Each recording is replayed by a theory here, which names it, or stands below with the reason why the emulator answers otherwise.</summary>
public sealed class CoverageTests
{
    private const string NoTools = "the emulator never calls a tool";
    private const string NoLogprobs = "the emulator has no probabilities to tell";
    private const string BrokenCall = "the recorded model wrote a tool call that broke off, and the server failed; the emulator's calls are whole";
    private const string NoNetwork = "the words are those of a network that failed; the emulator's registry is in memory";

    private static readonly Dictionary<string, string> NotReplayed = new()
    {
        ["chat_gotemplate_tool_forced_by_format"] = NoTools,
        ["chat_gotemplate_tool_forced_by_format_stream"] = NoTools,
        ["chat_tools_1"] = NoTools,
        ["chat_tools_2"] = NoTools,
        ["chat_tools_stream_1"] = NoTools,
        ["chat_tools_stream_2"] = NoTools,
        ["chat_tools_truncated_nostream"] = NoTools,
        ["chat_tools_truncated_stream_20"] = NoTools,
        ["chat_tools_truncated_stream_30"] = NoTools,
        ["chat_logprobs"] = NoLogprobs,
        ["generate_logprobs"] = NoLogprobs,
        ["create_from_404"] = NoNetwork,
        ["pull_fail_nostream"] = NoNetwork,
        ["pull_insecure_missing"] = NoNetwork,
        ["chat_think_stream"] = "the recorded model had used up its tokens while it thought; the emulator thinks but briefly",
        ["me"] = "the recorded server could not reach ollama.com; the emulator knows who is signed in",
        ["signout"] = "the recorded server could not reach ollama.com; the emulator needs not",
        ["err_arguments_string"] = "the words are those of one template engine about one text",
        ["err_host_header_403"] = "the emulator listens at no address, so any host is its own",
        ["v1_chat_logprobs_stream"] = NoLogprobs,
        ["v1_chat_tools_1"] = BrokenCall,
        ["v1_chat_tools_stream_1"] = BrokenCall,
        ["v1_chat_tools_truncated"] = BrokenCall,
        ["v1_chat_tools_truncated_stream"] = BrokenCall,
        ["v1_responses_tools_stream"] = BrokenCall,
        ["v1_messages"] = "Anthropic's form, which the SDK does not speak either",
    };

    [Fact]
    public void Every_recording_is_replayed_or_excused() =>
        Assert.Equal(NotReplayed.Keys.Order(StringComparer.Ordinal), Recording.Names.Except(Replayed()).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Replayed() => typeof(CoverageTests).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(CoverageTests).Namespace)
        .SelectMany(type => type.GetMethods())
        .SelectMany(test => test.GetCustomAttributes<InlineDataAttribute>())
        .SelectMany(row => row.Data.SelectMany(value => value as IEnumerable<object> ?? [value!]))
        .OfType<string>();
}
