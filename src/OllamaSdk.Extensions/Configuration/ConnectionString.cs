using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace OllamaSdk.Extensions.Configuration;

/// <summary>
/// Connection strings as Aspire's integrations write them: <c>Endpoint=http://localhost:11434;Model=llama3.2</c>, with <c>Key</c> where there is one, or
/// the address alone.
/// </summary>
internal static class ConnectionString
{
    private const string Section = "ConnectionStrings";
    private const string Endpoint = "Endpoint";
    private const string InPlace = "An address is given by the options: o => o.Endpoint = \"…\".";

    /// <exception cref="ArgumentException">It is an address, not the name of a connection string.</exception>
    public static void CheckName(string connectionName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionName);
        if (connectionName.AsSpan().IndexOfAny(":/;=") >= 0)
        {
            throw new ArgumentException(
                $"A text given here is the name of a connection string, the NAME in {Section}:NAME, and this is none. {InPlace}",
                nameof(connectionName));
        }
    }

    /// <summary>The parts of the string of this name as a section, whose keys are named in messages like those of any other.</summary>
    /// <exception cref="LlmConfigurationException">There is no such string, or it cannot be read.</exception>
    public static IConfigurationSection Read(IServiceProvider provider, string connectionName, IReadOnlyDictionary<string, string> names)
    {
        var path = $"{Section}:{connectionName}";
        var text = provider.GetService<IConfiguration>()?.GetConnectionString(connectionName);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new LlmConfigurationException($"There is no connection string '{connectionName}': the configuration key {path} is not set. {InPlace}");
        }

        return Read(text, path, names);
    }

    /// <param name="text">The string.</param>
    /// <param name="path">Its key.</param>
    /// <param name="names">What its parts are called in the section.</param>
    /// <exception cref="LlmConfigurationException">It cannot be read.</exception>
    public static IConfigurationSection Read(string text, string path, IReadOnlyDictionary<string, string> names)
    {
        var values = Parts(text.Trim(), path).ToDictionary(
            part => names.TryGetValue(part.Key, out var name) ? $"{path}:{name}" : throw new LlmConfigurationException(
                $"The connection string {path} is wrong: '{part.Key}' is none of {string.Join(", ", names.Keys)}."),
            part => (string?)part.Value);
        return new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection(path);
    }

    /// <summary>The key of the whole string, where a key is one of its parts; they have none of their own in the configuration.</summary>
    public static string KeyOf(string path) =>
        path.Split(':') is [Section, var name, ..] ? $"{Section}:{name}" : path;

    private static IEnumerable<KeyValuePair<string, string>> Parts(string text, string path)
    {
        // The address alone may have an equals sign too, behind its colon or slash.
        if (text.AsSpan().IndexOfAny('=', ':', '/') is var mark && (mark < 0 || text[mark] != '='))
        {
            return [KeyValuePair.Create(Endpoint, text)];
        }

        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            return [.. parts.Keys.Cast<string>().Select(key => KeyValuePair.Create(key, (string)parts[key]))];
        }
        catch (ArgumentException)
        {
            // Its message, and the exception itself, would show the string with its key.
            throw new LlmConfigurationException($"The connection string {path} is wrong: it has another form than {Endpoint}=http://localhost:11434;Model=llama3.2 (value not shown).");
        }
    }
}
