using OllamaSdk.Transport;

namespace OllamaSdk.Cli.Settings;

/// <summary>Time limits by their names: <c>idle=5m</c> behind <c>--timeout</c>, or a member of <c>timeouts</c> in the config file.</summary>
/// <param name="typed">What was typed behind each <c>--timeout</c>.</param>
/// <param name="isSet">Whether there is such a variable; the SDK reads them where nothing is said here.</param>
/// <param name="sources">Where each setting came from.</param>
internal sealed class TimerReader(IReadOnlyList<string> typed, Func<string?, bool> isSet, Dictionary<string, string> sources)
{
    private const string Flag = "--timeout";

    private readonly HashSet<TimerSetting> _decided = [];

    public void ReadFlags(TimeoutOptions timeouts)
    {
        foreach (var text in typed)
        {
            var (name, time) = text.Split('=', 2) is [var before, var after] ? (before.Trim(), after.Trim()) : ("total", text);
            var timer = Find(name, $"{Flag} {text}");
            timer.Set(timeouts, TimeText.Parse(time, Flag));
            sources[$"Timeouts.{timer.Name}"] = Flag;
            _decided.Add(timer);
        }
    }

    /// <param name="times">From the file.</param>
    /// <param name="timeouts">Gets what no flag and no variable says.</param>
    /// <param name="setting">What they are called in the options.</param>
    /// <param name="keyOf">Where one of them stands.</param>
    /// <param name="provider">Whose server it is about.</param>
    /// <param name="decides">Whether nothing that is read later changes what is said here.</param>
    public void Read(Dictionary<string, string>? times, TimeoutOptions timeouts, string setting, Func<string, string> keyOf, LlmProvider? provider, bool decides = false)
    {
        foreach (var (name, text) in times ?? [])
        {
            var timer = Find(name, keyOf(name));
            var time = TimeText.Parse(text ?? "", keyOf(name));
            if (!_decided.Contains(timer) && !IsSet(timer, provider))
            {
                timer.Set(timeouts, time);
                sources[$"{setting}.{timer.Name}"] = keyOf(name);
                if (decides)
                {
                    _decided.Add(timer);
                }
            }
        }
    }

    /// <summary>A default of this program's own, where nobody says anything.</summary>
    public void ReadDefault(TimeoutOptions timeouts, string name, TimeSpan time)
    {
        var timer = TimerSetting.All.Single(timer => timer.Name == name);
        if (!sources.ContainsKey($"Timeouts.{name}") && !IsSet(timer, null))
        {
            timer.Set(timeouts, time);
        }
    }

    private bool IsSet(TimerSetting timer, LlmProvider? provider) => isSet(timer.Variable) || (timer.IsTotal && isSet(provider?.TimeoutVariable));

    private static TimerSetting Find(string name, string origin) =>
        TimerSetting.All.FirstOrDefault(timer => timer.Key == name.Replace('-', '_'))
        ?? throw new UsageException($"{origin}: '{name}' is no time limit; there are {string.Join(", ", TimerSetting.All.Select(timer => timer.Key))}.");
}
