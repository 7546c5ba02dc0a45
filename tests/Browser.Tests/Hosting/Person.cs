using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Leeway.Browser.Tests.Hosting;

/// <summary>A person with a browser of their own, who uses the keyboard only.</summary>
internal sealed class Person : IAsyncDisposable
{
    // Auto-waiting ends earlier; this is the limit for a machine under load.
    private const float Timeout = 15_000;
    private const int MaxTabs = 60;

    private readonly IBrowserContext _context;
    private readonly Uri _address;
    private readonly List<string> _errors = [];

    private Person(IBrowserContext context, IPage page, Uri address)
    {
        _context = context;
        _address = address;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>The addresses of the callbacks that the browser opened.</summary>
    public List<string> Callbacks { get; } = [];

    public static async Task<Person> OpenAsync(ChromiumBrowser chromium, Uri address, BrowserNewContextOptions? options = null)
    {
        IBrowser browser = await chromium.StartAsync();
        IBrowserContext context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(Timeout);
        Person person = new(context, await context.NewPageAsync(), address);
        person.Watch();
        return person;
    }

    /// <summary>Opens an address of the application.</summary>
    public Task OpenAsync(string path) => Page.GotoAsync(new Uri(_address, path).AbsoluteUri);

    /// <summary>Waits for the page with a heading.</summary>
    public Task SeeAsync(string heading) =>
        SeeAsync(Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = heading, Level = 1, Exact = true }));

    /// <summary>Waits for a text.</summary>
    public Task SeeTextAsync(string text) => SeeAsync(Page.GetByText(text).First);

    public async Task<bool> HasTextAsync(string text) => await Page.GetByText(text).CountAsync() > 0;

    /// <summary>Moves to a button by the Tab key and presses it.</summary>
    public async Task PressButtonAsync(string name)
    {
        await MoveToAsync(Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true }));
        await Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Moves to a link by the Tab key and follows it.</summary>
    public async Task FollowAsync(string name)
    {
        await MoveToAsync(Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = name, Exact = true }));
        await Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Moves to a group of radio buttons by the Tab key, and to the choice by the arrow keys.</summary>
    public async Task ChooseAsync(string label)
    {
        ILocator choice = Page.GetByLabel(label);
        ILocator group = Page.Locator($"input[type=radio][name='{await choice.GetAttributeAsync("name")}']");
        await MoveToAsync(group);
        if (!await group.First.IsCheckedAsync())
        {
            await Page.Keyboard.PressAsync("Space");
        }

        for (int i = 0; i < await group.CountAsync() && !await choice.IsCheckedAsync(); i++)
        {
            await Page.Keyboard.PressAsync("ArrowDown");
        }

        await Assertions.Expect(choice).ToBeCheckedAsync();
    }

    /// <summary>Sets a check box by the space bar.</summary>
    public async Task SetAsync(string label, bool isChecked)
    {
        ILocator box = Page.GetByLabel(label);
        if (await box.IsCheckedAsync() != isChecked)
        {
            await MoveToAsync(box);
            await Page.Keyboard.PressAsync("Space");
        }

        await Assertions.Expect(box).ToBeCheckedAsync(new LocatorAssertionsToBeCheckedOptions { Checked = isChecked });
    }

    /// <summary>Connects from the page of the application, with some of the sites.</summary>
    public async Task ConnectAsync(string account, params string[] sites)
    {
        await OpenAsync("/");
        await SeeAsync("Connect to Atlassian");
        await PressButtonAsync("Continue to Atlassian");
        await ConsentAsync(account, sites);
    }

    /// <summary>Accepts on the consent page.</summary>
    public async Task ConsentAsync(string account, params string[] sites)
    {
        await SeeAsync("ConnectJira requests access to your Atlassian account");
        await ChooseAsync(account);
        foreach (string site in (string[])["site-1", "site-2"])
        {
            await SetAsync(site, sites.Contains(site));
        }

        await PressButtonAsync("Accept");
    }

    /// <summary>Takes a picture of the page.</summary>
    public Task TakePictureAsync(string name) => Page.ScreenshotAsync(new PageScreenshotOptions { Path = Screenshots.GetPath(name), FullPage = true });

    /// <summary>Checks that the page breaks no rule of axe.</summary>
    /// <param name="rules">The rules to check; none for all.</param>
    public async Task CheckAccessibilityAsync(params string[] rules)
    {
        AxeResult result = await Page.RunAxe(new AxeRunOptions
        {
            RunOnly = rules.Length == 0 ? null : RunOnlyOptions.Rules(rules),
            ResultTypes = [ResultType.Violations],
        });
        Assert.True(result.Violations.Length == 0, $"{Page.Url}:\n" + string.Join('\n', result.Violations.Select(static violation =>
            $"{violation.Id}: {violation.Help} {string.Join(' ', violation.Nodes.Select(static node => node.Html))}")));
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    /// <summary>Waits for a part of a page, and fails if the browser has reported an error since it started.</summary>
    private async Task SeeAsync(ILocator part)
    {
        try
        {
            await part.WaitForAsync();
        }
        catch (TimeoutException exception)
        {
            Assert.Fail($"{exception.Message}\n{Page.Url}\n{string.Join('\n', _errors)}\n{await Page.InnerTextAsync("body")}");
        }

        Assert.True(_errors.Count == 0, string.Join('\n', _errors));
    }

    private void Watch()
    {
        // A page that says what went wrong has an error status, which the browser reports as well.
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource: the server responded with a status of 4", StringComparison.Ordinal))
            {
                _errors.Add($"{message.Location}: {message.Text}");
            }
        };
        Page.PageError += (_, error) => _errors.Add($"{Page.Url}: {error}");
        Page.Response += (_, response) =>
        {
            if (response.Status >= 400 && !response.Request.IsNavigationRequest)
            {
                _errors.Add($"{response.Url}: {response.Status}");
            }
        };
        Page.Request += (_, request) =>
        {
            if (new Uri(request.Url).AbsolutePath == "/atlassian/callback")
            {
                Callbacks.Add(request.Url);
            }
        };
    }

    private async Task MoveToAsync(ILocator target)
    {
        await target.First.WaitForAsync();
        for (int i = 0; i < MaxTabs; i++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.EvaluateAsync<bool>("elements => elements.includes(document.activeElement)", await target.ElementHandlesAsync()))
            {
                Assert.True(await Page.EvaluateAsync<bool>("() => getComputedStyle(document.activeElement).outlineStyle !== 'none'"), "The focus is not visible.");
                return;
            }
        }

        Assert.Fail($"The Tab key does not reach '{target}'.");
    }
}
