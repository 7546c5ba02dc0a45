using Leeway.Confluence;
using Leeway.ConfluenceV1;
using Leeway.RichText;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.AspNetCore.Tests.Documentation;

/// <summary>The recipes for pages of <c>docs/cookbook.md</c>.</summary>
public sealed class PageRecipeTests : IAsyncDisposable
{
    private readonly RecipeWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task PageShouldBeReadAsMarkdown()
    {
        IConfluenceClient confluence = _world.Confluence;
        string spaceId = (await confluence.Space.GetSpacesAsync(keys: ["DOC"])).Results![0].Id!;
        string pageId = (await confluence.Page.CreateOrUpdatePageAsync(spaceId, "Printers", AdfDocument.FromMarkdown("Use *tray 2*."))).Id!;

        // Example: docs/cookbook.md#read-a-page-as-markdown
        Page page = await confluence.Page.GetPageAsync(pageId, bodyFormat: PrimaryBodyRepresentationSingle.AtlasDocFormat);
        string markdown = page.Body?.AtlasDocFormat?.Document?.ToMarkdown() ?? "";
        // End

        Assert.Equal("Use *tray 2*.", markdown.Trim());
    }

    [Fact]
    public async Task PageShouldBeWrittenFromMarkdown()
    {
        IConfluenceClient confluence = _world.Confluence;
        string markdown = "# Changes\n\n- Faster search\n";

        for (int time = 1; time <= 2; time++)
        {
            // Example: docs/cookbook.md#write-a-page-from-markdown
            SpaceSummary space = (await confluence.Space.GetSpacesAsync(keys: ["DOC"])).Results![0];
            Page page = await confluence.Page.CreateOrUpdatePageAsync(
                space.Id!, "Release notes", AdfDocument.FromMarkdown(markdown), message: "Written by the build");
            // End

            Assert.Equal(time, page.Version!.Number);
        }
    }

    [Fact]
    public async Task PageShouldBeLabeled()
    {
        IConfluenceClient confluence = _world.Confluence;
        IConfluenceV1Client confluenceV1 = _world.Build(_world.Register(_world.UseToken).AddConfluenceV1()).GetRequiredService<IConfluenceV1Client>();
        string pageId = (await confluence.Page.GetPagesAsync()).Results![0].Id!;

        // Example: docs/cookbook.md#label-a-page
        await confluenceV1.ContentLabels.AddLabelsAsync(pageId, new LabelCreate { Prefix = "global", Name = "reviewed" });

        List<string> labels = [];
        await foreach (var label in confluence.Label.EnumeratePageLabelsAsync(pageId))
        {
            labels.Add(label.Name ?? "");
        }
        // End

        Assert.Equal(["reviewed"], labels);
    }
}
