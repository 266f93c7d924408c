using OllamaSdk.LiveTests.Servers;

namespace OllamaSdk.LiveTests.Both;

/// <summary>What tests have in common that any real server passes. A class for each server says which server that is, and what is known of its words.</summary>
public abstract class LiveTest
{
    protected const string Question = "What colour is the sky? Answer in one short sentence.";

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>What the model says for certain; nothing where its words are its own.</summary>
    protected virtual string? Words => null;

    /// <summary>The server; skips the test where there is none.</summary>
    protected abstract Task<LiveServer> ServerAsync();

    protected void AssertSaid(string content, string? thinking = null)
    {
        if (Words is not null)
        {
            Assert.Equal(Words, content);
        }

        // One that is told to be short may have thought only.
        Assert.False(string.IsNullOrWhiteSpace(content + thinking));
    }

    /// <summary>Skips the test where the server says that its model cannot do what is asked.</summary>
    protected static async Task<T> IfSupportedAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (LlmApiException e) when (e.Kind == ApiErrorKind.ModelDoesNotSupport)
        {
            Assert.Skip($"The model cannot do this: {e.ServerMessage}");
            throw;
        }
    }
}
