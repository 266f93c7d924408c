namespace OllamaSdk.Transport;

/// <summary>One of the timers, as settings outside the program know it.</summary>
/// <param name="Name">The property.</param>
/// <param name="Of">As it holds, the default included.</param>
/// <param name="Set">Sets it.</param>
internal sealed record TimerSetting(string Name, Func<TimeoutOptions, TimeSpan> Of, Action<TimeoutOptions, TimeSpan> Set)
{
    /// <summary>Every timer, for whatever reads, checks or prints all of them.</summary>
    public static readonly IReadOnlyList<TimerSetting> All =
    [
        new(nameof(TimeoutOptions.Connect), o => o.Connect, (o, time) => o.Connect = time),
        new(nameof(TimeoutOptions.StreamedGeneration), o => o.StreamedGeneration, (o, time) => o.StreamedGeneration = time),
        new(nameof(TimeoutOptions.UnstreamedGeneration), o => o.UnstreamedGeneration, (o, time) => o.UnstreamedGeneration = time),
        new(nameof(TimeoutOptions.FirstByte), o => o.FirstByte, (o, time) => o.FirstByte = time),
        new(nameof(TimeoutOptions.Idle), o => o.Idle, (o, time) => o.Idle = time),
        new(nameof(TimeoutOptions.TransferIdle), o => o.TransferIdle, (o, time) => o.TransferIdle = time),
        new(nameof(TimeoutOptions.Total), o => o.Total, (o, time) => o.Total = time),
    ];

    /// <summary>Where nobody says anything.</summary>
    public TimeSpan Default { get; } = Of(new TimeoutOptions());

    /// <summary>The name in files and on the command line, such as <c>first_byte</c>.</summary>
    public string Key { get; } = string.Concat(Name.Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    /// <summary>The environment variable, such as <c>LLM_CLIENT_FIRST_BYTE_TIMEOUT</c>; a call's whole time is the <c>TIMEOUT</c>.</summary>
    public string Variable => IsTotal ? "LLM_CLIENT_TIMEOUT" : $"LLM_CLIENT_{Key.ToUpperInvariant()}_TIMEOUT";

    /// <summary>Whether it is the one that a provider's own variable is about.</summary>
    public bool IsTotal => Name == nameof(TimeoutOptions.Total);
}
