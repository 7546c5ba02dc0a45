namespace Leeway.Browser.Tests.Hosting;

/// <summary>The pictures of a run, which are kept beside its results.</summary>
internal static class Screenshots
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "TestResults", "screenshots");

    public static string GetPath(string name) => Path.Combine(s_folder, name + ".png");
}
