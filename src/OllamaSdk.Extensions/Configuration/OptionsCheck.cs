using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace OllamaSdk.Extensions.Configuration;

/// <summary>Checks options when the host starts, by what the client itself would refuse; the message names the configuration key.</summary>
internal sealed class OptionsCheck<T>(string name, IConfiguration? section, Action<T> check) : IValidateOptions<T>
    where T : LlmConnectionOptions
{
    public ValidateOptionsResult Validate(string? optionsName, T options)
    {
        if (optionsName != name)
        {
            return ValidateOptionsResult.Skip;
        }

        try
        {
            check(options);
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException e)
        {
            // The checks call an address a text and a key a key.
            var setting = e.ParamName switch { "text" => "Endpoint", "key" => "ApiKey", null => "", var other => other.Split('.')[^1] };
            var key = section is null ? null : Keys(section).FirstOrDefault(k => k.Key.Equals(setting, StringComparison.OrdinalIgnoreCase));
            var origin = key is null ? $"It was set in code{(name.Length == 0 ? "" : $", for the client '{name}'")}." : $"It comes from the configuration key {key.Path}.";
            throw new LlmConfigurationException($"{typeof(T).Name}: {e.Message.Split(" (Parameter '")[0]} {origin}", e);
        }
    }

    private static IEnumerable<IConfigurationSection> Keys(IConfiguration section) =>
        section.GetChildren().SelectMany(child => Keys(child).Prepend(child));
}
