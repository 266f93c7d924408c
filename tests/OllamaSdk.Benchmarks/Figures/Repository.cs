namespace OllamaSdk.Benchmarks.Figures;

/// <summary>The checkout that this program was built in.</summary>
internal static class Repository
{
    /// <param name="path">From the root, with slashes.</param>
    public static string PathOf(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OllamaSdk.sln")))
            {
                return Path.Combine([folder.FullName, .. path.Split('/')]);
            }
        }

        throw new InvalidOperationException($"No OllamaSdk.sln lies above {AppContext.BaseDirectory}: run this program where it was built.");
    }
}
