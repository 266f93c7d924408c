namespace Gateway;

/// <summary>What <c>appsettings.json</c> says under <c>Gateway</c>.</summary>
/// <param name="Consumers">Who may ask.</param>
/// <param name="IsOpen">Whether anybody may, without a key.</param>
/// <param name="PollInterval">The time between two looks at the models of a server.</param>
/// <param name="MaxKeptBytes">
/// How much of a request is read before it goes on. A body that is not longer can be sent to another server when the first one fails; of a longer one the
/// model is known if it is named within so much.
/// </param>
internal sealed record GatewayOptions(IReadOnlyList<Consumer> Consumers, bool IsOpen, TimeSpan PollInterval, int MaxKeptBytes)
{
    private const int DefaultKeptBytes = 1024 * 1024;

    public static GatewayOptions Read(IConfiguration section)
    {
        var consumers = section.GetSection("Consumers").GetChildren().Select(Consumer.Read).ToList();
        var isOpen = section.GetValue("AllowAnonymous", false);
        // A key that was forgotten must not open the door.
        return consumers.Count > 0 == isOpen
            ? throw new InvalidOperationException("Gateway needs either Consumers or AllowAnonymous.")
            : new(consumers, isOpen, TimeSpan.FromSeconds(section.GetValue("PollSeconds", 5.0)), section.GetValue("MaxKeptBytes", DefaultKeptBytes));
    }
}

/// <param name="Name">What logs call it.</param>
/// <param name="KeyHash">The SHA-256 of its key, in hexadecimal digits: the key itself lies nowhere here.</param>
/// <param name="MaxRequests">How many requests it may have under way at once.</param>
internal sealed record Consumer(string Name, string KeyHash, int MaxRequests)
{
    private const int HashDigits = 64;

    public static Consumer Read(IConfigurationSection section)
    {
        var (name, hash) = (section["Name"] ?? section.Key, section["KeySha256"] ?? "");
        return hash.Length == HashDigits && hash.All(char.IsAsciiHexDigit)
            ? new(name, hash, section.GetValue("MaxRequests", int.MaxValue))
            : throw new InvalidOperationException($"The consumer {name} needs KeySha256, {HashDigits} hexadecimal digits.");
    }
}
