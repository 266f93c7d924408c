using System.Reflection;

namespace OllamaSdk.ContractTests;

/// <summary>The first argument of every theory over the stubs is the recording it replays, so what is replayed can be read off the tests.</summary>
public sealed class CoverageTests
{
    private static IEnumerable<string?> Replayed => typeof(ContractTest).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(ContractTest)))
        .SelectMany(type => type.GetMethods())
        .SelectMany(test => test.GetCustomAttributes<InlineDataAttribute>())
        .Select(row => row.Data[0] as string);

    [Fact]
    public void Every_recording_is_replayed_through_the_client() => Assert.Empty(Recording.Names.Except(Replayed));

    [Fact]
    public void Every_replay_is_of_a_recording() => Assert.Empty(Replayed.Except(Recording.Names));
}
