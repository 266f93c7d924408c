using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace OllamaSdk.Extensions.Configuration;

/// <summary>Checks options when the host starts, by what the client itself would refuse; the message names the configuration key.</summary>
/// <param name="name">The name of the options.</param>
/// <param name="section">Where they are configured.</param>
/// <param name="read">Reads the section into options.</param>
/// <param name="check">Throws what the client would throw for options.</param>
internal sealed class OptionsCheck<T>(string name, IConfiguration? section, Action<IConfiguration, T> read, Action<T> check) : IValidateOptions<T>
    where T : LlmConnectionOptions, new()
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
        catch (LlmConfigurationException e) when (section is IConfigurationSection missing && !missing.Exists())
        {
            throw new LlmConfigurationException($"{e.Message} The configuration section {missing.Path} does not exist.", e);
        }
        catch (ArgumentException e)
        {
            // The checks call an address a text and a key a key.
            var setting = e.ParamName switch { "text" => "Endpoint", "key" => "ApiKey", null => "", var other => other.Split('.')[^1] };
            var key = section is null || !IsConfigured(section, e) ? null : Keys(section).FirstOrDefault(k => k.Key.Equals(setting, StringComparison.OrdinalIgnoreCase));
            var origin = key is null ? $"It was set in code{(name.Length == 0 ? "" : $", for the client '{name}'")}." : $"It comes from the configuration key {ConnectionString.KeyOf(key.Path)}.";
            throw new LlmConfigurationException($"{typeof(T).Name}: {e.Message.Split(" (Parameter '")[0]} {origin}", e);
        }
    }

    // Code may have set another value since.
    private bool IsConfigured(IConfiguration section, ArgumentException wrong)
    {
        var configured = new T();
        read(section, configured);
        try
        {
            check(configured);
            return false;
        }
        catch (Exception e) when (e is ArgumentException or LlmException)
        {
            return e.Message == wrong.Message;
        }
    }

    private static IEnumerable<IConfigurationSection> Keys(IConfiguration section) =>
        section.GetChildren().SelectMany(child => Keys(child).Prepend(child));
}
