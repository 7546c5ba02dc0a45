using Leeway.Browser.Tests.Hosting;
using Leeway.TimeLimit;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(ChromiumBrowser))]

namespace Leeway.Browser.Tests.Hosting;

/// <summary>A Chromium without windows, which all tests share. Each test opens contexts of its own, with cookies of their own.</summary>
public sealed class ChromiumBrowser : IAsyncDisposable
{
    private const string Variable = "LEEWAY_CHROMIUM";

    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly SemaphoreSlim _gate = new(1, 1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Returns the browser. It starts with the first test that needs it; without Chromium, and outside of full runs, the test is skipped.</summary>
    public async Task<IBrowser> StartAsync()
    {
        Assert.SkipUnless(TestSize.IsFull, "Driving a browser takes long. Set LEEWAY_FULL=1 to include it.");
        string? path = FindPath();
        Assert.SkipWhen(path is null, $"Chromium is not installed. Install it (on Debian: apt-get install chromium), or set {Variable} to the path of a Chromium or Chrome.");
        await _gate.WaitAsync();
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path });
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _gate.Dispose();
    }

    private static string? FindPath()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } configured)
        {
            return configured;
        }

        return (
            from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            from name in s_names
            let file = Path.Combine(folder, name)
            where File.Exists(file)
            select file).FirstOrDefault();
    }
}
