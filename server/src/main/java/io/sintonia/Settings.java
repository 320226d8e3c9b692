package io.sintonia;

import io.sintonia.accounts.AdminSettings;
import io.sintonia.accounts.UserSettings;
import io.sintonia.catalogue.BouquetSettings;
import io.sintonia.catalogue.CatalogueSettings;
import io.sintonia.checks.CheckSettings;
import io.sintonia.config.Distinct;
import io.sintonia.config.SettingsFile;
import io.sintonia.curation.CurationSettings;
import io.sintonia.curation.RuleSettings;
import io.sintonia.guide.GuideSettings;
import io.sintonia.guide.ProgrammeSettings;
import io.sintonia.outputs.ServerSettings;
import io.sintonia.relay.LiveSettings;
import io.sintonia.sources.SourceSettings;
import io.sintonia.storage.DataSettings;
import java.util.List;

/** The settings of the whole house: each room owns its part and is given only that. */
public record Settings(
        ServerSettings server,
        DataSettings data,
        LiveSettings live,
        CatalogueSettings catalogue,
        CurationSettings curation,
        CheckSettings checks,
        AdminSettings admin,
        @Distinct("name") List<SourceSettings> sources,
        ProgrammeSettings guide,
        @Distinct("name") List<GuideSettings> guides,
        List<RuleSettings> rules,
        @Distinct("name") List<BouquetSettings> bouquets,
        @Distinct("username") List<UserSettings> users,
        AceStreamSettings acestream,
        MetricsSettings metrics) {
    /** Settings of all rooms. */
    public Settings {
        sources = List.copyOf(sources);
        guides = List.copyOf(guides);
        rules = List.copyOf(rules);
        bouquets = List.copyOf(bouquets);
        users = List.copyOf(users);
    }

    /** What holds when nothing is set. */
    public static Settings defaults() {
        return SettingsFile.defaults(Settings.class);
    }
}
