namespace OllamaSdk.Faults;

/// <summary>The checkout that this program was built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OllamaSdk.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No OllamaSdk.sln lies above {AppContext.BaseDirectory}: run this program where it was built.");
    }
}
