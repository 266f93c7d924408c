using System.Globalization;
using System.Text;
using OllamaSdk.Soak.Clients;
using OllamaSdk.Soak.Scenario;

namespace OllamaSdk.Soak.Work;

/// <summary>How a call ended.</summary>
internal enum Ending
{
    /// <summary>The whole answer came, and was right.</summary>
    Whole,

    /// <summary>The consumer left the stream.</summary>
    LeftEarly,

    /// <summary>The token was cancelled.</summary>
    Cancelled,

    /// <summary>It failed by one of the SDK's exceptions.</summary>
    Failed,

    /// <summary>The consumer's own disk was full, and the consumer got its own exception.</summary>
    OwnFailure,
}

/// <summary>What is wrong with what the SDK did.</summary>
internal enum Flaw
{
    /// <summary>An answer that was said to be whole was not.</summary>
    Lost,

    /// <summary>Something came, or was done, twice.</summary>
    Doubled,

    /// <summary>Parts of another answer.</summary>
    Mixed,

    /// <summary>Neither of these, but not what was sent.</summary>
    WrongText,

    /// <summary>What had come before a failure is not the beginning of the answer.</summary>
    NotABeginning,

    /// <summary>An exception that is none of the SDK's.</summary>
    Foreign,

    /// <summary>A failure that nothing explains which was done to the call.</summary>
    Unexplained,

    /// <summary>More requests than the policy allows.</summary>
    TooManyRequests,

    /// <summary>An address that had not been the server's for longer than connections live.</summary>
    StaleAddress,

    /// <summary>A fault that did not come out.</summary>
    Swallowed,

    /// <summary>A call that does not end, or ended much later than its timers allow.</summary>
    Hanging,
}

/// <summary>A flaw that a call has found by itself.</summary>
internal sealed class FlawException(Flaw flaw, string detail) : Exception(detail)
{
    public Flaw Flaw => flaw;
}

/// <summary>One call of the mix: who it is, what may happen to it, and how many requests it may cost.</summary>
internal sealed class Call(long number, int seed, Fleet fleet)
{
    public string Id { get; } = $"soak-{number.ToString(CultureInfo.InvariantCulture)}";

    public long Number { get; } = number;

    public Random Random { get; } = new(HashCode.Combine(seed, number));

    public Fleet Fleet { get; } = fleet;

    /// <summary>What was done, for reports.</summary>
    public string Operation { get; set; } = "";

    public IReadOnlyList<string> Nodes { get; private set; } = [];

    /// <summary>How many requests with a body it takes where nothing goes wrong.</summary>
    public int Posts { get; set; } = 1;

    /// <summary>How many requests with a body the server may see at most.</summary>
    public int MaxPosts { get; set; } = 3;

    /// <summary>How many without: each of the SDK's can become four by .NET's own doing.</summary>
    public int MaxOthers { get; set; }

    /// <summary>How long it may take with every attempt, and every wait of its consumer.</summary>
    public TimeSpan Longest { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>What the servers were asked to do wrong.</summary>
    public List<Fault> Asked { get; } = [];

    /// <summary>Failures that did not end the call, such as those of parts of a bulk.</summary>
    public List<Exception> Inner { get; } = [];

    public Tale Tale => field ??= Tales.All[Random.Next(Tales.All.Count)];

    /// <summary>A way to the servers, chosen now.</summary>
    /// <param name="name">Of one that is wanted.</param>
    /// <param name="transfers">Whether models and blobs have to go there.</param>
    public Route Take(string? name = null, bool transfers = false)
    {
        Route[] routes = [.. Fleet.Routes.Where(route => (name is null || route.Name == name) && (!transfers || route.MayTransfer))];
        var route = routes[Random.Next(routes.Length)];
        (Nodes, MaxPosts) = (route.Nodes, MaxPosts * route.Copies);
        Operation += " by " + route.Name;
        return route;
    }

    /// <summary>The client of several servers: two of a pool once each, and the last as often as it is tried again.</summary>
    public LlmClient TakeLlm()
    {
        (Nodes, MaxPosts) = (Fleet.LlmNodes, 1 + 1 + (3 * 2));
        return Fleet.Llm;
    }

    public CallOptions Options() => new() { RequestId = Id };

    /// <summary>A question that no other call asks.</summary>
    public string Question() => Tales.Sealed($"{Id}; {Tales.Words(Random, 2 + Random.Next(8))}".Replace('"', '\'').Replace('\n', ' '));

    /// <summary>Whether a text is this one, whole.</summary>
    public static void CheckWhole(string expected, string actual)
    {
        if (expected != actual)
        {
            throw new FlawException(FlawOf(expected, actual), $"expected {Shown(expected)}, got {Shown(actual)}");
        }
    }

    /// <summary>Whether a text is the beginning of this one.</summary>
    public static void CheckBeginning(string expected, string actual)
    {
        if (!expected.StartsWith(actual, StringComparison.Ordinal))
        {
            throw new FlawException(Flaw.NotABeginning, $"expected a beginning of {Shown(expected)}, got {Shown(actual)}");
        }
    }

    /// <summary>What had come before a failure: what the consumer has is a beginning, and the exception has the same.</summary>
    public static void CheckPartial(string expected, StringBuilder got, LlmException failure)
    {
        CheckBeginning(expected, got.ToString());
        if (failure.Partial is { } partial && partial.Content != got.ToString())
        {
            throw new FlawException(Flaw.NotABeginning, $"the consumer has {Shown(got.ToString())}, the exception {Shown(partial.Content)}");
        }
    }

    private static Flaw FlawOf(string expected, string actual) =>
        expected.StartsWith(actual, StringComparison.Ordinal) ? Flaw.Lost
        : Tales.IsSealed(actual) || Tales.All.Any(tale => tale.Answer == actual) ? Flaw.Mixed
        : actual.Length > expected.Length ? Flaw.Doubled
        : actual.Length < expected.Length ? Flaw.Lost
        : Flaw.WrongText;

    private static string Shown(string text) => $"{text.Length}:\"{(text.Length > 160 ? text[..80] + " … " + text[^80..] : text)}\"";
}
