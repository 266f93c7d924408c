using Microsoft.Extensions.AI;
using static OllamaSdk.Extensions.AI.Tests.Adapters;

namespace OllamaSdk.Extensions.AI.Tests.Chat;

/// <summary>Middleware may change the contents of an update as it likes.</summary>
public sealed class ContentListTests
{
    [Fact]
    public async Task Contents_of_an_update_are_a_list_like_any_other()
    {
        using var adapters = new Adapters();
        adapters.Emulator.When("hello").Answer("Q");
        var contents = (await adapters.Chat(Client.Ollama).GetStreamingResponseAsync("hello", new ChatOptions { Reasoning = new() { Effort = ReasoningEffort.None } }, Ct).FirstAsync(Ct)).Contents;
        var first = contents[0];
        TextContent second = new("2"), third = new("3"), other = new("other");

        Assert.Equal([first], contents);
        Assert.Equal((1, 0, -1, true, false), (contents.Count, contents.IndexOf(first), contents.IndexOf(second), contents.Contains(first), contents.IsReadOnly));
        Assert.Throws<ArgumentOutOfRangeException>(() => contents[1]);
        var copy = new AIContent[2];
        contents.CopyTo(copy, 1);
        Assert.Same(first, copy[1]);
        contents[0] = other;
        contents.Add(third);
        contents.Insert(1, second);
        Assert.Equal([other, second, third], contents);
        Assert.True(contents.Remove(other));
        contents.RemoveAt(0);
        Assert.Equal([third], contents);
        contents[0] = first;
        Assert.Equal((first, 0), (contents[0], contents.IndexOf(first)));
        contents.Clear();
        Assert.Empty(contents);
    }
}
