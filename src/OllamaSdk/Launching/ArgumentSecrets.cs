namespace OllamaSdk.Launching;

/// <summary>
/// Values among a program's arguments that must not turn up in what it writes: <c>--api-key sk-…</c>, or <c>--api-key=sk-1…,sk-2…</c>; and who an address
/// says one is.
/// </summary>
internal static class ArgumentSecrets
{
    public static IEnumerable<string> Of(string[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            var (name, value) = arguments[i].Split('=', 2) is [var left, var right] ? (left, right) : (arguments[i], arguments.ElementAtOrDefault(i + 1));
            // Another option behind it means that this one takes no value.
            if (name.StartsWith('-') && value?.StartsWith("--", StringComparison.Ordinal) == false && SafeText.IsSecret(name, value))
            {
                foreach (var part in SecretParts.OfCredentials(value))
                {
                    yield return part;
                }
            }

            foreach (var part in SecretParts.OfAddress(arguments[i]))
            {
                yield return part;
            }
        }
    }
}
