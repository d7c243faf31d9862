"""What several pages share: the state in the URL, the toolbar, the map frame, the panel."""
