using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Chat.Keeping;

/// <summary>A conversation that was kept.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Updated">When it was last gone on with.</param>
/// <param name="Model">The model; <see langword="null"/> where each server was asked for its own.</param>
/// <param name="Title">Its first words.</param>
internal sealed record KeptConversation(string Id, DateTimeOffset Updated, string? Model, string Title);

/// <summary>The conversations that are kept by themselves: a file each, the newest <see cref="Limit"/> of them.</summary>
internal sealed class ConversationStore(string folder)
{
    /// <summary>How many are kept.</summary>
    public const int Limit = 200;

    private const string Ending = ".json";
    // Pictures may follow, which a list has no use for.
    private const int HeadSize = 4096;

    // An id is a part of a file's name.
    private static readonly SearchValues<char> s_letters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz-");

    private bool _hasFailed;

    /// <summary>Keeps the conversation as it is now. What cannot be kept is told once: it is no reason to end a talk.</summary>
    public void Keep(ChatSession session)
    {
        try
        {
            var isNew = session.Id is null;
            session.Id ??= $"{DateTime.UtcNow.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}";
            PrivateFile.Write(PathOf(session.Id), SavedChat.Of(session));
            if (isNew)
            {
                foreach (var old in Files().Skip(Limit))
                {
                    old.Delete();
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!_hasFailed)
            {
                _hasFailed = true;
                ErrorText.Print($"the conversation cannot be kept: {e.Message}");
            }
        }
    }

    /// <summary>All that are kept, the newest first.</summary>
    public IReadOnlyList<KeptConversation> List() => [.. Files().Select(HeadOf).OfType<KeptConversation>()];

    /// <summary>Goes on with the newest.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public Task ResumeNewestAsync(ChatSession session) =>
        List() is [var newest, ..] ? LoadAsync(session, newest.Id) : throw new UsageException("No conversation is kept yet; `ollama-sdk chat` begins one.");

    /// <summary>Goes on with one.</summary>
    /// <param name="session">Where to.</param>
    /// <param name="id">Its id, or as much of its beginning as no other has.</param>
    /// <exception cref="UsageException">There is none of that name, or there are several.</exception>
    public Task ResumeAsync(ChatSession session, string id)
    {
        var found = Files().Select(IdOf).Where(one => one.StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToArray();
        return (Array.Find(found, one => one.Equals(id, StringComparison.OrdinalIgnoreCase)) ?? (found is [var only] ? only : null)) is { } name
            ? LoadAsync(session, name)
            : throw new UsageException(found.Length == 0
                ? $"There is no conversation '{id}'; `ollama-sdk chat --list` lists what is kept."
                : $"'{id}' begins {found.Length} conversations: {string.Join(", ", found.Take(3))} …");
    }

    private async Task LoadAsync(ChatSession session, string id)
    {
        await SavedChat.LoadAsync(session, PathOf(id));
        session.Id = id;
    }

    private IEnumerable<FileInfo> Files()
    {
        var all = new DirectoryInfo(folder);
        return all.Exists
            ? all.EnumerateFiles($"*{Ending}").Where(file => !IdOf(file).AsSpan().ContainsAnyExcept(s_letters)).OrderByDescending(file => file.LastWriteTimeUtc).ThenByDescending(file => file.Name, StringComparer.Ordinal)
            : [];
    }

    private string PathOf(string id) => Path.Combine(folder, id + Ending);

    private static string IdOf(FileInfo file) => Path.GetFileNameWithoutExtension(file.Name);

    /// <summary>What stands before the messages.</summary>
    /// <returns><see langword="null"/> for what is no such file.</returns>
    private static KeptConversation? HeadOf(FileInfo info)
    {
        try
        {
            var bytes = new byte[HeadSize];
            using var file = new FileStream(info.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var reader = new Utf8JsonReader(bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)), isFinalBlock: false, default);
            var (title, model, updated) = ("", (string?)null, new DateTimeOffset(info.LastWriteTimeUtc));
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.GetString() is not "messages" and var name && reader.Read())
            {
                switch (name)
                {
                    case "title":
                        title = reader.GetString() ?? "";
                        break;
                    case "model":
                        model = reader.GetString();
                        break;
                    case "updated":
                        updated = reader.TryGetDateTimeOffset(out var time) ? time : updated;
                        break;
                    default:
                        reader.TrySkip();
                        break;
                }
            }

            return new KeptConversation(IdOf(info), updated, model, title);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
