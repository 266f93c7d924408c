using System.Reflection;
using OllamaSdk.ContractTests;

namespace OllamaSdk.Testing.Tests.Replay;

/// <summary>Each recording is replayed by a theory here, which names it, or stands below with the reason why the emulator answers otherwise.</summary>
public sealed class CoverageTests
{
    private const string NoCall = "the recorded model called no tool, or broke off in a call of many tokens; the emulator calls the tool that fits, and briefly";
    private const string NoNetwork = "the words are those of a network that failed; the emulator's registry is in memory";

    private static readonly Dictionary<string, string> NotReplayed = new()
    {
        ["chat_tools_1"] = NoCall,
        ["chat_tools_2"] = NoCall,
        ["chat_tools_stream_1"] = NoCall,
        ["chat_tools_stream_2"] = NoCall,
        ["chat_tools_think_stream"] = NoCall,
        ["chat_tools_truncated_nostream"] = NoCall,
        ["chat_tools_truncated_stream_20"] = NoCall,
        ["chat_tools_truncated_stream_30"] = NoCall,
        ["create_from_404"] = NoNetwork,
        ["pull_fail_nostream"] = NoNetwork,
        ["pull_insecure_missing"] = NoNetwork,
        ["chat_think_stream"] = "the recorded model had used up its tokens while it thought; the emulator thinks but briefly",
        ["me"] = "the recorded server could not reach ollama.com; the emulator knows who is signed in",
        ["signout"] = "the recorded server could not reach ollama.com; the emulator needs not",
        ["err_arguments_string"] = "the words are those of one template engine about one text",
        ["v1_chat_tools_stream_1"] = NoCall,
        ["v1_chat_tools_truncated_stream"] = NoCall,
        ["v1_responses_tools_stream"] = NoCall,
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
